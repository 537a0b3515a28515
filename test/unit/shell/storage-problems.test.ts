import { describe, expect, test, vi } from 'vitest';
import { reportStorageProblems } from '../../../electron/shell/storage-problems.ts';

function setUp() {
  const error = vi.fn();
  const show = vi.fn();
  return { error, show, report: reportStorageProblems({ error }, show) };
}

describe('problems with files', () => {
  test('a file that cannot be written goes to the log and to the user', () => {
    const { error, show, report } = setUp();
    report({ kind: 'writeFailed', file: '/home/me/settings.json', reason: 'ENOSPC' });
    expect(error).toHaveBeenCalledExactlyOnceWith('settings.json: writeFailed: ENOSPC');
    expect(show).toHaveBeenCalledExactlyOnceWith({
      kind: 'writeFailed',
      file: '/home/me/settings.json',
      reason: 'ENOSPC',
    });
  });

  test('a file that was set aside goes to the log and to the user, without what it holds', () => {
    const { error, show, report } = setUp();
    report({
      kind: 'corrupt',
      file: '/home/me/settings.json',
      setAsideAs: '/home/me/settings.json.corrupt-1',
      reason: 'Unexpected token in "a secret"',
    });
    expect(error).toHaveBeenCalledExactlyOnceWith(
      'settings.json could not be understood and was set aside as settings.json.corrupt-1.',
    );
    expect(show).toHaveBeenCalledExactlyOnceWith({
      kind: 'corrupt',
      file: '/home/me/settings.json',
      reason: '/home/me/settings.json.corrupt-1',
    });
  });

  test('files of one folder that cannot be read are one sentence, and the log names each', () => {
    const { error, show, report } = setUp();
    for (const name of ['a.json', 'b.json']) {
      report({ kind: 'unread', file: `/home/me/drafts/${name}`, reason: 'EACCES' });
    }
    expect(error.mock.calls).toEqual([['a.json: unread: EACCES'], ['b.json: unread: EACCES']]);
    const shown = { kind: 'unread', file: '/home/me/drafts', reason: 'EACCES' };
    expect(show.mock.calls).toEqual([[shown], [shown]]);
  });

  test.each(['historyStopped', 'historyKeyLost'] as const)('%s goes to the user too', (kind) => {
    const { error, show, report } = setUp();
    const problem = { file: '/home/me/histories', reason: 'why' };
    report({ ...problem, kind, setAsideAs: '/home/me/aside' });
    expect(error).toHaveBeenCalledExactlyOnceWith(`histories: ${kind}: why`);
    expect(show).toHaveBeenCalledExactlyOnceWith({ ...problem, kind });
  });

  test('what is missing of a history goes to the user as one thing, whichever files are concerned', () => {
    const { error, show, report } = setUp();
    for (const name of ['one', 'other']) {
      report({ kind: 'historyIncomplete', file: `/home/me/histories/h/${name}`, reason: 'why' });
    }
    expect(error.mock.calls).toEqual([
      ['one: historyIncomplete: why'],
      ['other: historyIncomplete: why'],
    ]);
    const shown = { kind: 'historyIncomplete', file: '/home/me/histories/h', reason: 'why' };
    expect(show.mock.calls).toEqual([[shown], [shown]]);
  });
});
