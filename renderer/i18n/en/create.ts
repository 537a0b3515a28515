export const create = {
  title: 'New node',
  parent: 'In {{path}}',
  name: 'Name',
  sequenceHint: 'ZooKeeper appends a ten-digit number, so the name may be empty.',
  mode: 'Mode',
  modes: {
    persistent: 'Persistent',
    ephemeral: 'Ephemeral',
    persistentSequential: 'Persistent sequential',
    ephemeralSequential: 'Ephemeral sequential',
    container: 'Container',
    ttl: 'TTL',
    ttlSequential: 'TTL sequential',
  },
  modeHints: {
    persistent: 'Stays until it is deleted.',
    ephemeral: 'Gone when this window’s session ends.',
    persistentSequential: 'Stays until it is deleted; gets the next number of its parent.',
    ephemeralSequential:
      'Gone when this window’s session ends; gets the next number of its parent.',
    container: 'Removed by the server some time after its last child is deleted.',
    ttl: 'Removed by the server when it has no children and was not changed for this long.',
    ttlSequential:
      'Removed by the server when it has no children and was not changed for this long; gets the next number of its parent.',
  },
  ttl: 'Time to live',
  milliseconds: 'ms',
  ttlProblem: 'Type a time from 1 to 1,099,511,627,775 ms.',
  data: 'Data',
  dataHint: 'Stored as UTF-8. Empty: the node gets an empty value.',
  createParents: 'Create missing parents',
  needsParents: 'A name with slashes needs “Create missing parents”.',
  nameNeeded: 'Type a name for the node.',
  result: 'Will be created:',
  hiddenCharacters:
    'The name holds blanks at an end, or characters that cannot be seen or look like others. They are marked above.',
  sequenceNumber: '<number>',
  submit: 'Create',
  creating: 'Creating…',
  created: 'Created {{path}}.',
  modeRefused:
    'This server does not offer {{mode}} nodes. Choose another mode; what you typed is kept.',
} as const;
