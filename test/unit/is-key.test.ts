import { expect, test } from 'vitest';
import { isKey } from '../../shared/is-key.ts';

test('a key is meant by its character, in either case', () => {
  expect(isKey({ key: 'k', code: 'KeyK' }, 'K')).toBe(true);
  expect(isKey({ key: 'K', code: 'KeyK' }, 'k')).toBe(true);
  expect(isKey({ key: 'Delete', code: 'Delete' }, 'Delete')).toBe(true);
  expect(isKey({ key: 'j', code: 'KeyK' }, 'k')).toBe(false);
});

test('a Latin letter elsewhere on the keyboard is not the one of that place', () => {
  // Dvorak
  expect(isKey({ key: 't', code: 'KeyK' }, 'k')).toBe(false);
  expect(isKey({ key: 'k', code: 'KeyV' }, 'k')).toBe(true);
});

test('under a layout without Latin letters the place of a letter decides', () => {
  expect(isKey({ key: 'л', code: 'KeyK' }, 'k')).toBe(true);
  expect(isKey({ key: 'л', code: 'KeyK' }, 'j')).toBe(false);
});

test('digits that take Shift, as on AZERTY, are meant by their place', () => {
  expect(isKey({ key: 'é', code: 'Digit2' }, '2')).toBe(true);
  expect(isKey({ key: '&', code: 'Digit1' }, '2')).toBe(false);
});
