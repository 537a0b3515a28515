import { expect, test } from 'vitest';
import { tabCommandOf } from '../../../electron/shell/tab-keys.ts';

const none = {
  type: 'keyDown',
  code: '',
  control: false,
  meta: false,
  shift: false,
  alt: false,
} as const;
const ctrl = { ...none, control: true };
const cmd = { ...none, meta: true };

test('the keys of the tabs are those of browsers', () => {
  for (const [keys, platform] of [
    [ctrl, 'linux'],
    [ctrl, 'win32'],
    [cmd, 'darwin'],
  ] as const) {
    const press = (key: string, more = {}) => tabCommandOf({ ...keys, key, ...more }, platform);
    expect(press('t')).toEqual({ kind: 'newTab' });
    expect(press('w')).toEqual({ kind: 'closeTab' });
    expect(press('N', { shift: true })).toEqual({ kind: 'newWindow' });
    expect(press('1')).toEqual({ kind: 'showAt', place: 0 });
    expect(press('9')).toEqual({ kind: 'showAt', place: 8 });
  }
});

test('Ctrl+Tab and F6 are the same everywhere', () => {
  for (const platform of ['linux', 'darwin'] as const) {
    expect(tabCommandOf({ ...ctrl, key: 'Tab' }, platform)).toEqual({ kind: 'step', by: 1 });
    expect(tabCommandOf({ ...ctrl, key: 'Tab', shift: true }, platform)).toEqual({
      kind: 'step',
      by: -1,
    });
    expect(tabCommandOf({ ...none, key: 'F6' }, platform)).toEqual({ kind: 'toStrip' });
  }
});

test('every other key is left to the page', () => {
  for (const input of [
    { ...none, key: 't' },
    { ...ctrl, key: 'k' },
    { ...ctrl, key: 'n' },
    { ...ctrl, key: '0' },
    { ...ctrl, key: 't', alt: true },
    { ...ctrl, key: 't', type: 'keyUp' as const },
    { ...cmd, key: 't' },
  ]) {
    expect(tabCommandOf(input, 'linux'), JSON.stringify(input)).toBeNull();
  }
  expect(tabCommandOf({ ...ctrl, key: 't' }, 'darwin')).toBeNull();
});

test('under another layout the place of a key decides where its character does not', () => {
  const press = (key: string, code: string, more = {}) =>
    tabCommandOf({ ...ctrl, key, code, ...more }, 'linux');
  // AZERTY
  expect(press('&', 'Digit1')).toEqual({ kind: 'showAt', place: 0 });
  expect(press('\u00e7', 'Digit9')).toEqual({ kind: 'showAt', place: 8 });
  // Cyrillic
  expect(press('\u0435', 'KeyT')).toEqual({ kind: 'newTab' });
  expect(press('\u0446', 'KeyW')).toEqual({ kind: 'closeTab' });
  expect(press('\u0422', 'KeyN', { shift: true })).toEqual({ kind: 'newWindow' });
  // Dvorak: the letter that is written, not its place.
  expect(press('t', 'KeyK')).toEqual({ kind: 'newTab' });
  expect(press('k', 'KeyT')).toBeNull();
});
