import { expect, test, vi } from 'vitest';
import { handedOver, receivedStart } from '../../../electron/shell/second-start.ts';

vi.mock('electron', () => ({ app: {} }));

const args = ['--connect', '服务器:2181/ein Pfad', '--path', '/a b'];
const connect = { servers: [{ host: '服务器', port: 2181 }], chroot: '/ein Pfad' };

test('a start is understood as it was asked for', () => {
  const start = { connect, path: '/a b', readOnly: true };
  expect(receivedStart(handedOver(start, args))).toEqual({ ...start, args });
});

test('it is one text of visible ASCII characters', () => {
  const message = handedOver({ connect, path: '/a b', readOnly: false }, args);
  expect(Object.keys(message)).toEqual(['start']);
  expect(message.start).toMatch(/^[!-~]+$/);
});

test.each([
  null,
  {},
  { start: 1 },
  { start: '%' },
  { start: '%7B' },
  { start: encodeURIComponent('{"readOnly":1}') },
  { start: encodeURIComponent('{"readOnly":true,"connect":"a:1"}') },
])('%j asks for nothing', (data) => {
  expect(receivedStart(data)).toEqual({ readOnly: false });
});
