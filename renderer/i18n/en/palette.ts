export const palette = {
  title: 'Commands',
  input: 'Type a command, or a path that begins with /',
  list: 'Commands',
  goTo: 'Go to {{path}}',
  none: 'No command matches.',
} as const;
