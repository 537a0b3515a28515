import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { useNoticeStore } from '../../../renderer/stores/notice-store.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { rememberPanel } from '../../../renderer/stores/settings-store.ts';
import type { OwnerAnswer } from '../../../shared/model/change.ts';
import { useViewportHeight } from '../layout.ts';
import { begin, cellTexts, showTimeline } from './fake-timeline.ts';

vi.mock('../../../renderer/monaco/index.ts', () => ({ TextDiff: () => null }));

useViewportHeight(240);

describe('a row', () => {
  it('shows versions, sizes and how it was seen, as far as they are known', async () => {
    await showTimeline({
      entries: [
        { kind: 'deleted', fromVersion: 3, fromBytes: 12, seenBy: 'comparison' },
        { fromVersion: 4, version: 9, fromBytes: 1_000, bytes: 2_500, count: 5, seenBy: 'sample' },
        { version: 1, bytes: 7, seenBy: 'watch' },
      ],
    });
    await waitFor(() => {
      expect(cellTexts()).toHaveLength(3);
    });
    const [watched, sampled, compared] = cellTexts();
    expect(watched?.slice(3)).toEqual(['1', '7', '']);
    expect(sampled?.slice(1)).toEqual([
      'Data changed×5',
      '/key-2',
      '4 → 9',
      '1,000 → 2,500',
      'sample',
    ]);
    expect(compared?.slice(3)).toEqual(['3 → –', '12 → –', 'comparison']);
  });

  it('says what happened to the session, and for how long nothing was recorded', async () => {
    const from = begin;
    const gap = { from, to: from + 6_000, reason: 'reconnected', isCompared: true } as const;
    const comparisons = [
      { state: 'running', found: 0 },
      { state: 'complete', found: 0 },
      { state: 'complete', found: 1 },
      { state: 'complete', found: 1_234 },
      { state: 'incomplete', found: 3 },
    ] as const;
    await showTimeline({
      entries: [
        { kind: 'session', path: '/', session: { state: 'authFailed' } },
        { kind: 'session', path: '/', session: { state: 'expired' } },
        { kind: 'session', path: '/', session: { state: 'connected', server: 'zk2:2181' } },
        { kind: 'gap', path: '/', gap },
        { kind: 'gap', path: '/', gap: { ...gap, reason: 'overload', isCompared: false } },
        { kind: 'gap', path: '/', gap: { ...gap, reason: 'historyIncomplete', isCompared: false } },
        ...comparisons.map((comparison) => ({
          kind: 'gap' as const,
          path: '/',
          gap: { ...gap, comparison },
        })),
      ],
    });
    await waitFor(() => {
      expect(cellTexts().map((cells) => cells.slice(1))).toEqual([
        ...[
          'comparing was not finished',
          '1,234 changes found afterwards',
          '1 change found afterwards',
          'nothing had changed',
          'comparing',
        ].map((what) => ['Gap', `Disconnected for 6 s; ${what}; 03:04:05 – 03:04:11`]),
        [
          'Gap',
          'Kept history incomplete: what was kept here is missing or was changed outside Treekeeper',
        ],
        ['Gap', 'Too many changes at once for 6 s; not compared afterwards; 03:04:05 – 03:04:11'],
        ['Gap', 'Disconnected for 6 s; compared afterwards; 03:04:05 – 03:04:11'],
        ['Session', 'Connected to zk2:2181'],
        ['Session', 'Session expired'],
        ['Session', 'Authentication failed, session over'],
      ]);
    });
  });
});

describe('an opened entry', () => {
  async function open(...shown: Parameters<typeof showTimeline>) {
    const opened = await showTimeline(...shown);
    const cell = await screen.findByText(/^\/key-1$|^Connected to/);
    await opened.user.click(cell);
    const region = await screen.findByRole('region', { name: 'Change' });
    return { ...opened, region };
  }

  const ephemeral = {
    kind: 'created',
    version: 0,
    bytes: 4,
    mzxid: 0x2_0000_00ffn,
    owner: 0x1000_0000_0000_0007n,
    seenBy: 'watch',
  } as const;

  it('shows version, size, transaction and owner, and finds the client', async () => {
    const { fake, user, region } = await open({
      entries: [ephemeral],
      handlers: {
        'changes.findOwner': () => ({
          kind: 'known',
          address: '10.0.0.7:51234',
          server: 'zk2:2181',
          askedAt: begin,
        }),
      },
    });
    const facts = await within(region).findByText('Transaction');
    expect(facts.closest('dl')?.textContent).toMatch(
      /Version0.*Size4 bytes.*0x2000000ff.*epoch 2 · ff.*Seen bywatch.*0x1000000000000007/,
    );
    await user.click(within(region).getByRole('button', { name: 'Find client address' }));
    await within(region).findByText('10.0.0.7:51234, connected to zk2:2181');
    expect(fake.inputsOf('changes.findOwner')).toEqual([
      { sessionId: ephemeral.owner, adminPort: 8_080 },
    ]);
  });

  it('says when no server has a connection of the session any more', async () => {
    const answers = [{ kind: 'notThere', server: 'zk1:2181' }] as const;
    const { user, region } = await open({
      entries: [ephemeral],
      handlers: { 'changes.findOwner': () => ({ kind: 'unknown', answers }) },
    });
    await user.click(await within(region).findByRole('button', { name: 'Find client address' }));
    await within(region).findByText('No server has a connection of this session any more.');
    expect(within(region).queryByRole('textbox')).toBeNull();
  });

  it('says of each server why it does not answer, and asks its AdminServer at another port', async () => {
    const notAnswered = { kind: 'notAnswered', adminPort: 8_080 } as const;
    const answers: readonly OwnerAnswer[] = [
      { ...notAnswered, server: 'zk1:2181', word: 'notWhitelisted', admin: 'off' },
      { ...notAnswered, server: 'zk2:2181', word: 'hungUp', admin: 'foreign' },
      { kind: 'notThere', server: 'zk3:2181' },
    ];
    const { fake, user, region } = await open({
      entries: [ephemeral],
      handlers: { 'changes.findOwner': () => ({ kind: 'unknown', answers }) },
    });
    await user.click(await within(region).findByRole('button', { name: 'Find client address' }));
    const list = await within(region).findAllByRole('listitem');
    expect(list.map(({ textContent }) => textContent)).toEqual([
      'zk1:2181 does not say: the word “cons” is not permitted (add it to 4lw.commands.whitelist in its zoo.cfg), and no AdminServer listens at port 8080.',
      'zk2:2181 does not say: its client port takes no four-letter words, as one for TLS does not, and what listens at port 8080 is no AdminServer.',
      'zk3:2181 has no connection of this session.',
    ]);
    fake.answer({
      'changes.findOwner': () => ({
        ...{ kind: 'known', address: '10.0.0.7:51234', server: 'zk2:2181', askedAt: begin },
      }),
    });
    const port = within(region).getByRole('textbox', { name: 'AdminServer port' });
    await user.clear(port);
    await user.type(port, '9090{Enter}');
    await within(region).findByText('10.0.0.7:51234, connected to zk2:2181');
    expect(fake.inputsOf('changes.findOwner').at(-1)?.adminPort).toBe(9_090);
    expect(fake.inputsOf('app.changeSettings')).toEqual([
      { panels: { adminPorts: { 'target-1': 9_090 } } },
    ]);
  });

  it('asks at the port that was remembered for this connection, and shows how far it is', async () => {
    const { fake, user, region } = await open({
      entries: [ephemeral],
      handlers: { 'changes.findOwner': () => new Promise(() => undefined) },
    });
    act(() => {
      rememberPanel('adminPorts', { 'zk1:2181,zk2:2181/app': 9_090, 'other:2181': 'x' });
    });
    await user.click(await within(region).findByRole('button', { name: 'Find client address' }));
    expect(fake.inputsOf('changes.findOwner').at(-1)?.adminPort).toBe(9_090);
    const callId = fake.calls.find(({ name }) => name === 'changes.findOwner')?.callId ?? '';
    act(() => {
      fake.publish('progress', [{ callId, kind: 'findingOwner', path: 'x', done: 1, total: 3 }]);
    });
    const bar = await within(region).findByRole('progressbar', { name: 'Asking the servers' });
    expect(bar.textContent).toContain('1 / 3');
    await user.click(within(region).getByRole('button', { name: 'Cancel' }));
    await within(region).findByRole('button', { name: 'Find client address' });
    expect(fake.cancelled).toContain(callId);
    expect(useNoticeStore.getState().notices).toEqual([]);
  });

  it('of the session leads to no znode', async () => {
    const { region } = await open({
      entries: [
        { kind: 'session', path: '/', session: { state: 'connected', server: 'zk2:2181' } },
      ],
    });
    await within(region).findByText('Connected to zk2:2181');
    expect(useSelectionStore.getState().selectedPath).toBeNull();
    expect(within(region).queryByText('Before')).toBeNull();
  });
});
