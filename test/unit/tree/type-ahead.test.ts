import { expect, it } from 'vitest';
import { TypeAhead } from '../../../renderer/features/tree/type-ahead.ts';

it('joins letters typed one after another', () => {
  const typeAhead = new TypeAhead();
  expect(typeAhead.type('o', 0)).toEqual(['o']);
  expect(typeAhead.type('r', 200)).toEqual(['or']);
  expect(typeAhead.type('d', 800)).toEqual(['ord']);
});

it('begins anew after a pause', () => {
  const typeAhead = new TypeAhead();
  typeAhead.type('o', 0);
  expect(typeAhead.type('r', 701)).toEqual(['r']);
});

it('takes the same letter again as the next name with it, unless a name begins so', () => {
  const typeAhead = new TypeAhead();
  typeAhead.type('a', 0);
  expect(typeAhead.type('a', 100)).toEqual(['aa', 'a']);
});

it('takes a blank as part of a name only while one is being typed', () => {
  const typeAhead = new TypeAhead();
  expect(typeAhead.isTyping(0)).toBe(false);
  typeAhead.type('a', 0);
  expect(typeAhead.isTyping(300)).toBe(true);
  expect(typeAhead.isTyping(900)).toBe(false);
});
