import { gzipSync } from 'node:zlib';
import { screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NodePanel, nodeViews } from '../../renderer/features/node/index.ts';
import { goTo } from '../../renderer/stores/selection-store.ts';
import { ComparedTexts } from '../../renderer/value/compared-texts.tsx';
import { registerViews } from '../../renderer/views/index.ts';
import { forgetEdits, makeNode, settled } from './node-samples.ts';
import { connected, openWindow, show, type WindowOptions } from './window.tsx';

vi.mock('../../renderer/monaco/index.ts', () => import('./fake-monaco.tsx'));

let unregister = () => {};
beforeEach(() => {
  forgetEdits();
  unregister = registerViews(nodeViews);
});
afterEach(() => {
  unregister();
});

const path = '/config';
const stored = '{"id":12345678901234567890,"a":[1]}';
const formatted = '{\n  "id": 12345678901234567890,\n  "a": [\n    1\n  ]\n}';
async function openNode(content: string | Uint8Array, options: WindowOptions = {}) {
  const fake = await openWindow({ connection: connected, ...options });
  goTo(path);
  const shown = show(<NodePanel />);
  await settled(() => fake.publish('node', makeNode(path, content)));
  return { fake, ...shown };
}

const editor = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Node data' });

describe('the data of a node', () => {
  test('JSON is formatted with one click, as if it were typed', async () => {
    const { fake, user } = await openNode(stored);
    await user.click(screen.getByRole('button', { name: 'Format' }));
    expect(editor().value).toBe(formatted);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(false);
    await waitFor(() => {
      expect(fake.inputsOf('drafts.keep').at(-1)).toMatchObject({ path, text: formatted });
    });
  });

  test('where nothing may be typed, it is shown formatted, and as it is stored again', async () => {
    const profile = { ...connected.profile, readOnly: true };
    const { fake, user } = await openNode(stored, { connection: { ...connected, profile } });
    await user.click(screen.getByRole('button', { name: 'Format' }));
    expect(editor().value).toBe(formatted);
    expect(editor().readOnly).toBe(true);
    await user.click(screen.getByRole('button', { name: 'As stored' }));
    expect(editor().value).toBe(stored);
    expect(fake.inputsOf('drafts.keep')).toEqual([]);
  });

  test('what is not JSON has no such button', async () => {
    await openNode('a=1\nb=2\n');
    expect(screen.queryByRole('button', { name: 'Format' })).toBeNull();
  });

  test('gzip that holds JSON is called so, and can be read formatted', async () => {
    const { user } = await openNode(new Uint8Array(gzipSync(stored)));
    await screen.findByText('gzip → JSON');
    await user.click(screen.getByRole('button', { name: 'Format' }));
    expect(editor().value).toBe(formatted);
  });

  test('gzip that holds bytes is Binary', async () => {
    await openNode(new Uint8Array(gzipSync(Buffer.from([0xff, 0, 1, 2]))));
    await screen.findByText(/Decompressed from gzip/);
    expect(screen.getByText('Binary')).toBeTruthy();
  });
});

describe('two texts side by side', () => {
  const long = (value: number) => `{"key":"${'x'.repeat(90)}","value":${String(value)}}`;

  async function compare(original: string, modified: string) {
    await openWindow();
    const { user } = show(
      <ComparedTexts label="Both" language="json" original={original} modified={modified} />,
    );
    const texts = () => [...screen.getByRole('group').querySelectorAll('pre')].map(contentOf);
    return { texts, user };
  }

  test('JSON on long lines is compared line by line with one click', async () => {
    const { texts, user } = await compare(long(1), long(2));
    expect(texts()).toEqual([long(1), long(2)]);
    await user.click(screen.getByRole('button', { name: 'Format' }));
    expect(texts().map((text) => text.split('\n').length)).toEqual([4, 4]);
    await user.click(screen.getByRole('button', { name: 'As stored' }));
    expect(texts()).toEqual([long(1), long(2)]);
  });

  test('which differ in blanks alone are said to', async () => {
    const { user } = await compare(long(1), long(1).replace(':', ': '));
    await user.click(screen.getByRole('button', { name: 'Format' }));
    expect(screen.getByText('They differ in blanks and line ends alone.')).toBeTruthy();
  });

  test('on short lines they are compared as they are', async () => {
    await compare('{"a":1}', '{"a":2}');
    expect(screen.queryByRole('button', { name: 'Format' })).toBeNull();
  });
});

const contentOf = ({ textContent }: Element) => textContent;
