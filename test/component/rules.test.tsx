import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, test } from 'vitest';
import { followMainProcess } from '../../renderer/app/follow-main-process.ts';
import { RulesDialog } from '../../renderer/features/rules/rules-dialog.tsx';
import { useDialogStore, openDialog } from '../../renderer/stores/dialog-store.ts';
import { useSelectionStore } from '../../renderer/stores/selection-store.ts';
import { useStartupStore } from '../../renderer/stores/startup-store.ts';
import type { Change, UserWatch } from '../../shared/model/change.ts';
import { initialRuleSettings, type Rule, type RulesState } from '../../shared/model/rule.ts';
import type { FakeHandlers } from './fake-bridge.ts';
import { connected, openWindow, show } from './window.tsx';

const config: Rule = {
  id: 'config',
  name: 'Config',
  isOn: true,
  path: { kind: 'glob', pattern: '/config/**' },
  kinds: ['created', 'dataChanged'],
  value: { kind: 'text', pattern: 'timeout' },
  hasSound: true,
  createdAt: 1,
};
const change: Change = {
  id: 9,
  seenAt: Date.now(),
  kind: 'dataChanged',
  path: '/config/timeout',
  count: 1,
};

interface Opening {
  readonly state?: Partial<RulesState>;
  readonly handlers?: FakeHandlers;
  readonly path?: string;
}

/** Plays a main process that keeps the rules. */
async function open({ state = {}, handlers = {}, path }: Opening = {}) {
  const fake = await openWindow({ connection: connected });
  let kept: RulesState = {
    rules: [],
    settings: initialRuleSettings,
    delivery: { kind: 'ready' },
    ...state,
  };
  const keep = (patch: Partial<RulesState>) => {
    kept = { ...kept, ...patch };
    act(() => fake.publish('rules', kept));
  };
  fake.publish('rules', kept);
  fake.answer({
    'rules.save': ({ rule }) => {
      keep({ rules: [...kept.rules.filter(({ id }) => id !== rule.id), rule] });
      return { kind: 'saved' };
    },
    'rules.remove': ({ id }) => keep({ rules: kept.rules.filter((rule) => rule.id !== id) }),
    'rules.changeSettings': ({ quietHours, perMinute }) => {
      const { settings } = kept;
      keep({
        settings: {
          quietHours: quietHours ?? settings.quietHours,
          perMinute: perMinute ?? settings.perMinute,
        },
      });
    },
    ...handlers,
  });
  openDialog('rules', { path });
  const shown = show(<RulesDialog path={path} />);
  await screen.findByRole('dialog');
  return { fake, ...shown };
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const box = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('checkbox', { name });

describe('the list of rules', () => {
  it('says what a rule is and makes the first one', async () => {
    const { fake, user } = await open();
    await screen.findByText('No rules yet');
    await user.click(button('Make the first rule'));
    await user.type(field('Path'), '/services/**');
    await user.click(box('Deleted'));
    await user.click(button('Save'));
    const [input] = fake.inputsOf('rules.save');
    expect(input?.rule).toMatchObject({
      name: '/services/**',
      isOn: true,
      path: { kind: 'glob', pattern: '/services/**' },
      kinds: ['created', 'dataChanged'],
      hasSound: false,
    });
    expect(input?.rule).not.toHaveProperty('value');
    const list = await screen.findByRole('list', { name: 'Rules' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(1);
  });

  it('shows each rule with its condition, and switches it off', async () => {
    const { fake, user } = await open({ state: { rules: [config] } });
    const list = await screen.findByRole('list', { name: 'Rules' });
    expect(list.textContent).toMatch(
      /Config.*\/config\/\*\*.*Created · Data changed · contains “timeout”/,
    );
    expect(screen.getByRole('img', { name: 'with a sound' })).toBeTruthy();
    const on = screen.getByRole<HTMLInputElement>('switch', { name: 'Switch “Config” on' });
    expect(on.checked).toBe(true);
    await user.click(on);
    expect(fake.inputsOf('rules.save')).toEqual([{ rule: { ...config, isOn: false } }]);
    await waitFor(() => expect(on.checked).toBe(false));
  });

  it('deletes a rule and takes it back', async () => {
    const { fake, user } = await open({ state: { rules: [config] } });
    await user.click(await screen.findByRole('button', { name: 'Delete “Config”' }));
    expect(fake.inputsOf('rules.remove')).toEqual([{ id: 'config' }]);
    await screen.findByText('Deleted “Config”.');
    // By the keyboard alone: the focus is on the button that undoes it.
    await waitFor(() => expect(document.activeElement).toBe(button('Undo')));
    await user.keyboard('{Enter}');
    expect(fake.inputsOf('rules.save')).toEqual([{ rule: config }]);
    await screen.findByRole('switch', { name: 'Switch “Config” on' });
  });

  it('edits a rule without losing anything of it', async () => {
    const { fake, user } = await open({ state: { rules: [config] } });
    await user.click(await screen.findByRole('button', { name: 'Edit “Config”' }));
    expect(field('Value').value).toBe('timeout');
    await user.clear(field('Name (optional)'));
    await user.type(field('Name (optional)'), 'Other{Enter}');
    expect(fake.inputsOf('rules.save')).toEqual([{ rule: { ...config, name: 'Other' } }]);
    await screen.findByRole('switch', { name: 'Switch “Other” on' });
  });

  it('tries a rule and goes to what would have notified', async () => {
    const { fake, user } = await open({
      state: { rules: [config] },
      handlers: {
        'changes.tryRule': () => ({
          kind: 'tried',
          kept: 1_200,
          matching: 3,
          last: [change],
          withoutValue: 2,
        }),
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Try “Config”' }));
    await screen.findByText(/3 of the 1,200 entries kept would have notified. The last 1:/);
    expect(screen.getByText(/2 more fit but for their values/)).toBeTruthy();
    expect(fake.inputsOf('changes.tryRule')).toEqual([{ rule: config }]);
    const found = screen.getByRole('list', { name: 'Would have notified' });
    await user.click(within(found).getByRole('button', { name: '/config/timeout' }));
    expect(useSelectionStore.getState().selectedPath).toBe('/config/timeout');
    expect(useDialogStore.getState().dialog).toBeNull();
  });

  test.each([
    [{ kind: 'unsupported' }, /no notification service/],
    [{ kind: 'failed', reason: 'not allowed' }, /refused the last notification \(not allowed\)/],
  ] as const)('says so where notifications are %j', async (delivery, sentence) => {
    await open({ state: { delivery } });
    await screen.findByText(sentence);
  });

  it('changes what holds for all rules, and refuses a time that is none at its field', async () => {
    const { fake, user } = await open({ state: { rules: [config] } });
    await user.click(await screen.findByRole('checkbox', { name: /^Quiet hours/ }));
    await user.clear(field('From'));
    expect(screen.getByText('Type a time such as 22:00.')).toBeTruthy();
    await user.type(field('From'), '23:30');
    expect(screen.queryByText('Type a time such as 22:00.')).toBeNull();
    expect(fake.inputsOf('rules.changeSettings').at(-1)).toEqual({
      quietHours: { isOn: true, from: 1_410, to: 420 },
    });
    await user.clear(field('To'));
    await user.type(field('To'), '23:30');
    expect(screen.getByText('They begin and end at the same time.')).toBeTruthy();
    await user.click(button('Show an example'));
    expect(fake.inputsOf('rules.showExample')).toHaveLength(1);
  });
});

describe('a rule that is on', () => {
  it('says why it sees nothing on this connection', async () => {
    const { fake } = await open({ state: { rules: [config] } });
    const watch: UserWatch = {
      id: 'w',
      path: '/config',
      scope: 'subtree',
      since: 0,
      state: 'live',
      isPaused: false,
      changeCount: 0,
      perMinute: 0,
      isSampling: false,
      serverWatches: 1,
      nodeCount: 1,
      keepOnDisk: false,
      rules: [{ id: config.id, name: config.name }],
      isOfRulesAlone: true,
    };
    const seen = (change: Partial<UserWatch>) =>
      act(() => fake.publish('watches', [{ ...watch, ...change }]));
    seen({});
    expect(screen.queryByText(/^Sees/)).toBeNull();
    const failure = { operation: 'watch', path: '/config', retryable: false } as const;
    for (const [change, sentence] of [
      [{ state: 'paused', isPaused: true }, /^Sees only .* its own watch on \/config is paused/],
      [{ state: 'off' }, /^Sees only what is shown: all watches are off/],
      [{ state: 'away' }, /^Sees nothing now: there is no connection/],
      [{ readFailure: { ...failure, code: 'NO_AUTH' } }, /^Sees little on .*permission/],
      [
        {
          state: 'paused',
          isPaused: true,
          restoreFailure: { ...failure, code: 'WATCH_LIMIT' },
        },
        /^Sees only .* its own watch could not be set/,
      ],
    ] as const) {
      seen(change);
      expect(await screen.findByText(sentence)).toBeTruthy();
    }
  });
});

describe('the form of a rule', () => {
  it('is prefilled for a node, and says what is watched for it', async () => {
    const { fake, user } = await open({ path: '/odd/{a}*' });
    expect(screen.getByRole('dialog', { name: 'Notify me about this node' })).toBeTruthy();
    expect(field('Path').value).toBe('/odd/\\{a\\}\\*');
    expect(screen.getByText(/every connection watches \/odd\/\{a\}\* for it\./)).toBeTruthy();
    await user.type(field('Path'), '/**');
    expect(screen.getByText(/watches \/odd\/\{a\}\* and all below it for it\./)).toBeTruthy();
    await user.click(button('Save'));
    await waitFor(() => expect(useDialogStore.getState().dialog).toBeNull());
    expect(fake.inputsOf('rules.save')).toHaveLength(1);
    expect(fake.inputsOf('watches.add')).toEqual([]);
  });

  it('says at the field what is missing, and sends nothing', async () => {
    const { fake, user } = await open();
    await user.click(await screen.findByRole('button', { name: 'Make the first rule' }));
    for (const kind of ['Created', 'Data changed', 'Deleted']) await user.click(box(kind));
    await user.selectOptions(screen.getByRole('combobox', { name: 'and its value' }), 'contains');
    await user.click(button('Save'));
    expect(field('Path').getAttribute('aria-invalid')).toBe('true');
    expect(field('Value').getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('Choose at least one kind of change.')).toBeTruthy();
    expect(fake.inputsOf('rules.save')).toEqual([]);
  });

  it('shows at the field what the main process refuses, and keeps what was typed', async () => {
    const problem = { field: 'path', detail: 'missing closing }' } as const;
    const { user } = await open({
      handlers: {
        'rules.save': () => ({ kind: 'problem', problem }),
        'changes.tryRule': () => ({ kind: 'problem', problem }),
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Make the first rule' }));
    await user.type(field('Path'), '/{{a');
    for (const name of ['Save', 'Try']) {
      await user.click(button(name));
      await screen.findByText('This pattern cannot be used: missing closing }.');
      expect(field('Path').getAttribute('aria-invalid')).toBe('true');
      await user.type(field('Path'), 'b');
      expect(field('Path').getAttribute('aria-invalid')).not.toBe('true');
    }
    expect(field('Path').value).toBe('/{abb');
  });
});

it('speaks Chinese', async () => {
  await openWindow({ language: 'zh-CN' });
  show(<RulesDialog />);
  await screen.findByText('还没有规则');
});

it('goes to the node of a notification that was clicked', async () => {
  const fake = await openWindow({ connection: connected });
  const { startup } = useStartupStore.getState();
  if (!startup) throw new Error('no startup');
  const stop = followMainProcess(startup);
  act(() => fake.publish('openNode', { path: '/config/timeout' }));
  expect(useSelectionStore.getState().selectedPath).toBe('/config/timeout');
  stop();
});
