export const conflict = {
  close: 'Close',
  title: 'Conflict in {{path}}',
  explanation:
    'Someone else changed this node after you began to type (version {{from}} → {{to}}). Nothing has been saved yet, and neither text is lost.',
  baseUnknown:
    'What you typed this text over could not be read from disk, so nobody can say whether someone else changed the node since, and the two cannot be merged. Nothing has been saved yet, and neither text is lost.',
  changedAgain:
    'It changed once more before your text could be saved: this is version {{to}} now. Look again and decide.',
  reading: 'Reading what is on the server…',
  theirs: 'Theirs: on the server, version {{version}}',
  theirsNull: 'Theirs: on the server, version {{version}}, no data',
  mine: 'Mine: typed here',
  comparison: 'Theirs (left) and mine (right)',
  theirsBinary:
    'The value on the server is no longer text, so the two cannot be shown side by side or merged.',
  overwrite: 'Overwrite',
  keepTheirs: 'Keep theirs',
  merge: 'Merge',
  cancel: 'Decide later',
  overwritten: 'Saved your text over version {{version}} of {{path}}.',
  keptTheirs: 'Kept what is on the server in {{path}}; your text is discarded.',
  undo: 'Undo',
  merged: 'Merged both changes of {{path}} in the editor. Nothing is saved until you save.',
  mergedWithConflicts_one:
    'Merged {{path}} in the editor; {{formatted}} place changed on both sides is set between conflict markers. Nothing is saved until you save.',
  mergedWithConflicts_other:
    'Merged {{path}} in the editor; {{formatted}} places changed on both sides are set between conflict markers. Nothing is saved until you save.',
  labelMine: 'mine',
  labelTheirs: 'version {{version}}',
  nothingLeft: 'The server already holds exactly your text.',
} as const;
