import { expect, test } from 'vitest';
import { findCommands } from '../../../renderer/features/palette/find-commands.ts';

const titles: Readonly<Record<string, string>> = {
  'node.save': 'Save',
  'node.create': 'New node',
  'node.delete': 'Delete node',
  'node.refresh': 'Refresh',
  'view.zoomIn': 'Zoom in',
  'view.zoomOut': 'Zoom out',
  'changes.export': 'Export changes',
  'tree.goTo': 'Go to path',
};
const commands = Object.entries(titles).map(([id, title]) => ({ id, title, englishTitle: title }));
const found = (text: string) => findCommands(commands, text).map(({ id }) => id);

test('nothing typed leaves all in their order', () => {
  expect(found('')).toEqual(Object.keys(titles));
  expect(found('  ')).toEqual(Object.keys(titles));
});

test.each([
  ['new node', 'node.create'],
  ['node new', 'node.create'],
  ['del', 'node.delete'],
  ['zo', 'view.zoomIn'],
  ['out', 'view.zoomOut'],
  ['nwnd', 'node.create'],
  ['gtp', 'tree.goTo'],
  ['CHANGES', 'changes.export'],
  ['refr', 'node.refresh'],
])('%j finds %s first', (text, id) => {
  expect(found(text)[0]).toBe(id);
});

test('a word of the title beats letters that are scattered in it', () => {
  expect(found('node').slice(0, 2)).toEqual(['node.create', 'node.delete']);
});

test('is found by its English title in another language', () => {
  const chinese = [{ id: 'node.refresh', title: '刷新', englishTitle: 'Refresh' }];
  expect(findCommands(chinese, 'refresh')).toHaveLength(1);
  expect(findCommands(chinese, '刷')).toHaveLength(1);
  expect(findCommands(chinese, 'qqq')).toHaveLength(0);
});
