export const watches = {
  title: 'Watches',
  watch: 'Watch',
  node: 'Node',
  children: 'Children',
  subtree: 'Subtree',
  added: {
    node: 'Watching {{path}}',
    children: 'Watching the children of {{path}}',
    subtree: 'Watching {{path}} and everything below it',
  },
  remove: 'Remove watch',
  since: 'since',
  changeCount_one: '{{shown}} change',
  changeCount_other: '{{shown}} changes',
  emptyTitle: 'No watches yet',
  emptyText:
    'What is expanded or open is followed anyway. A watch also follows what is not on screen: a znode, its children or its subtree.',
  addHere: 'Watch its subtree: {{path}}',
  addSubtree: 'Watch its subtree',
} as const;
