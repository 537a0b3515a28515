import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { ConnectScreen } from '../../renderer/features/connect/index.ts';
import { connect, useConnectionStore } from '../../renderer/stores/connection-store.ts';
import {
  defaultConnectionSettings,
  type ConnectionSettings,
  type RecentConnection,
} from '../../shared/model/connection.ts';
import { targetOf } from '../fixtures/target-of.ts';
import { fail } from './fake-bridge.ts';
import { connected, openWindow, show } from './window.tsx';

const never = new Promise<never>(() => undefined);
const field = () => screen.getByRole('textbox', { name: 'Connect string' });
const settings: ConnectionSettings = {
  ...defaultConnectionSettings,
  target: targetOf('zk1:2181/app'),
  sessionTimeoutMs: 12_000,
};
const recent: RecentConnection = {
  profile: { ...settings, id: 'target-2', name: '' },
  lastUsedAt: Date.now() - 60_000,
};

describe('the connect screen', () => {
  test('connects with Enter, with defaults for what was not typed', async () => {
    const fake = await openWindow();
    const { user } = show(<ConnectScreen />);
    expect(field()).toBe(document.activeElement);
    await user.type(field(), ' zk1:2181,zk2:2181/app {Enter}');
    expect(fake.inputsOf('session.connect')).toEqual([
      { settings: { ...defaultConnectionSettings, target: targetOf('zk1:2181,zk2:2181/app') } },
    ]);
  });

  test.each([
    ['', /at least one server/],
    ['zk1:99999', /“zk1:99999” has no valid port/],
    ['http://zk1:2181', /begins with http:\/\/ is not one of ZooKeeper/],
    ['zk1:2181/kafka,zk2:2181', /stands between the servers/],
    ['zk1:2181/a//b', /\/a\/\/b is not a valid path/],
  ])('reports what is wrong with “%s” at the field and sends nothing', async (text, sentence) => {
    const fake = await openWindow();
    const { user } = show(<ConnectScreen />);
    if (text !== '') await user.type(field(), text);
    expect(field().getAttribute('aria-invalid')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Connect' }));
    expect(screen.getByText(sentence)).toBeTruthy();
    expect(field().getAttribute('aria-invalid')).toBe('true');
    expect(fake.inputsOf('session.connect')).toEqual([]);
  });

  test('takes an address that was pasted, and goes to its znode', async () => {
    const fake = await openWindow();
    const { useSelectionStore } = await import('../../renderer/stores/selection-store.ts');
    const { user } = show(<ConnectScreen />);
    await user.type(field(), '"zk://zk1;zk2:2182/app?path=/config"{Enter}');
    expect(fake.inputsOf('session.connect')).toEqual([
      { settings: { ...defaultConnectionSettings, target: targetOf('zk1:2181,zk2:2182/app') } },
    ]);
    await waitFor(() => expect(useSelectionStore.getState().selectedPath).toBe('/config'));
  });

  test('repeats no password', async () => {
    const fake = await openWindow();
    const { user } = show(<ConnectScreen />);
    await user.type(field(), 'zk://admin:se/cret@zk1:2181{Enter}');
    const sentence = screen.getByText(/holds no user name and no password/);
    expect(sentence.textContent).not.toMatch(/admin|cret/);
    expect(fake.inputsOf('session.connect')).toEqual([]);
  });

  test('a window that is read-only as a whole says so at the switch', async () => {
    await openWindow({ startup: { readOnly: true } });
    show(<ConnectScreen />);
    const box = screen.getByRole('checkbox', { name: /Read-only/ });
    expect(box).toHaveProperty('checked', true);
    expect(box).toHaveProperty('disabled', true);
  });

  test('keeps the times folded away, and sends what was changed there', async () => {
    const fake = await openWindow();
    const { user } = show(<ConnectScreen />);
    await user.type(field(), 'zk1:2181');
    await user.click(screen.getByRole('button', { name: 'Advanced' }));
    const timeout = screen.getByRole('textbox', { name: 'Session timeout' });
    await user.clear(timeout);
    await user.type(timeout, '5000');
    await user.click(screen.getByRole('checkbox', { name: /Read-only/ }));
    await user.click(screen.getByRole('button', { name: 'Connect' }));
    expect(fake.inputsOf('session.connect')[0]?.settings).toMatchObject({
      sessionTimeoutMs: 5_000,
      readOnly: true,
    });
  });

  test('shows the attempt under way and cancels it', async () => {
    const fake = await openWindow({ handlers: { 'session.connect': () => never } });
    const { user } = show(<ConnectScreen />);
    await user.type(field(), 'zk1:2181,zk2:2181{Enter}');
    fake.publish('connection', {
      ...connected,
      state: {
        kind: 'connecting',
        attempt: 2,
        lastFailure: {
          code: 'NAME_NOT_FOUND',
          operation: 'connect',
          server: 'zk2:2181',
          retryable: true,
        },
      },
    });
    expect(await screen.findByText('Attempt 2')).toBeTruthy();
    expect(screen.getByText('zk2:2181')).toBeTruthy();
    expect(screen.getByText(/Name lookup: The host name cannot be resolved/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByText('Attempt 2')).toBeNull());
    const made = fake.calls.find(({ name }) => name === 'session.connect');
    expect(fake.cancelled).toEqual([made?.callId]);
    expect(screen.queryByRole('alert')).toBeNull();
    expect(field()).toHaveProperty('value', 'zk1:2181,zk2:2181');
  });

  test('explains a failure server by server, and tries again', async () => {
    let tries = 0;
    const fake = await openWindow({
      handlers: {
        'session.connect': () => {
          if (++tries > 1) return undefined;
          throw fail({
            code: 'CONNECTION_REFUSED',
            operation: 'connect',
            attempts: [
              { server: 'zk1:2181', code: 'CONNECTION_REFUSED' },
              { server: 'zk2:8080', code: 'NOT_ZOOKEEPER' },
              { server: 'zk1:2181', code: 'CONNECTION_REFUSED' },
            ],
          });
        },
      },
    });
    const { user } = show(<ConnectScreen />);
    await user.type(field(), 'zk1:2181,zk2:8080{Enter}');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('none of the 2 servers');
    const [first, second] = within(alert).getAllByRole('listitem');
    expect(first?.textContent).toMatch(/zk1:2181.*Network.*2 times.*nothing listens/);
    expect(second?.textContent).toMatch(/zk2:8080.*ZooKeeper.*not ZooKeeper/);
    await user.click(within(alert).getByRole('button', { name: 'Retry' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(fake.inputsOf('session.connect')).toHaveLength(2);
  });

  test('says what goes into the list of recent connections', async () => {
    await openWindow();
    show(<ConnectScreen />);
    expect(await screen.findByText(/Connections you open are listed here/)).toBeTruthy();
  });

  test('opens a recent connection with its own settings, and forgets one', async () => {
    const fake = await openWindow({
      handlers: {
        'connections.listRecent': () => [recent],
        'session.connect': () => never,
      },
    });
    const { user, unmount } = show(<ConnectScreen />);
    const list = await screen.findByRole('list', { name: 'Recent connections' });
    await user.click(within(list).getByRole('button', { name: 'Connect to zk1:2181/app' }));
    expect(fake.inputsOf('session.connect')).toEqual([{ settings, profileId: 'target-2' }]);
    unmount();

    useConnectionStore.setState({ attempt: { kind: 'none' } });
    show(<ConnectScreen />);
    await user.click(await screen.findByRole('button', { name: /Remove zk1:2181\/app/ }));
    expect(fake.inputsOf('connections.forgetRecent')).toEqual([{ id: 'target-2' }]);
    expect(await screen.findByText(/Connections you open are listed here/)).toBeTruthy();
  });

  test('shows a bad value of the command line', async () => {
    await openWindow({ startup: { problem: 'zk1:99999 has no valid port.' } });
    show(<ConnectScreen />);
    expect(screen.getByRole('alert').textContent).toContain('zk1:99999');
  });

  test('goes to the znode of the command line once, to the root later', async () => {
    await openWindow({ startup: { path: '/config' } });
    const { useSelectionStore } = await import('../../renderer/stores/selection-store.ts');
    await connect({ settings });
    expect(useSelectionStore.getState().selectedPath).toBe('/config');
    await connect({ settings });
    expect(useSelectionStore.getState().selectedPath).toBe('/');
  });

  test('speaks Chinese', async () => {
    await openWindow({ language: 'zh-CN' });
    const { user } = show(<ConnectScreen />);
    await user.type(screen.getByRole('textbox', { name: '连接字符串' }), 'zk1:0{Enter}');
    expect(screen.getByText(/“zk1:0”的端口无效/)).toBeTruthy();
  });
});
