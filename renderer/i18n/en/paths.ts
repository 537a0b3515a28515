/** Sentences about paths and names that ZooKeeper would refuse; by `PathProblem['kind']`. */
export const paths = {
  empty: 'Type a path, for example /services.',
  notAbsolute: 'A path begins with a slash, for example /services.',
  trailingSlash: 'A path does not end with a slash.',
  emptyPart: 'A name must not be empty: there are two slashes in a row, or nothing was typed.',
  relativePart: 'ZooKeeper has no relative paths: “{{part}}” cannot be a name.',
  badCharacter: 'ZooKeeper does not allow the character {{character}} in a name.',
} as const;
