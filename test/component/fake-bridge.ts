import type { Bridge } from '../../shared/contract/bridge.ts';
import type { CallName } from '../../shared/contract/call-names.ts';
import type { CallInput, CallOutput } from '../../shared/contract/calls.ts';
import { eventTopicNames, type TopicName, type Topics } from '../../shared/contract/topics.ts';
import { initialRuleSettings } from '../../shared/model/rule.ts';
import type { Failure, Result } from '../../shared/model/failure.ts';

/** Answers of the main process in a test: a value, a promise of one, or `fail(…)` thrown. */
export type FakeHandlers = {
  [Name in CallName]?: (
    input: CallInput<Name>,
    callId: string,
  ) => CallOutput<Name> | Promise<CallOutput<Name>>;
};

export interface FakeCall {
  readonly name: CallName;
  readonly input: unknown;
  readonly callId: string;
}

export interface FakeBridge {
  readonly bridge: Bridge;
  /** Every call made so far, oldest first. */
  readonly calls: readonly FakeCall[];
  readonly cancelled: readonly string[];
  /** Inputs of the calls of one name, oldest first. */
  readonly inputsOf: <Name extends CallName>(name: Name) => readonly CallInput<Name>[];
  /** Sends a topic to whoever listens, and keeps it as the snapshot for later listeners. */
  readonly publish: <Name extends TopicName>(topic: Name, value: Topics[Name]) => void;
  /** Changes answers while the test runs. */
  readonly answer: (handlers: FakeHandlers) => void;
}

class FakeFailure extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** Makes a fake call fail: `throw fail({ code: 'NO_NODE', … })`. */
export function fail(failure: Partial<Failure> & Pick<Failure, 'code'>): Error {
  return new FakeFailure({ operation: 'test', retryable: false, ...failure });
}

const snapshots: Topics = {
  settings: { settings: { theme: 'system', language: 'system', panels: {} }, language: 'en' },
  recentConnections: [],
  connection: null,
  tree: { revision: 0, rowCount: 0, filter: '', matchCount: 0 },
  node: null,
  changes: { seen: 0, kept: 0 },
  timelines: [],
  watches: [],
  progress: [],
  tasks: [],
  drafts: { freed: 0 },
  rules: { rules: [], settings: initialRuleSettings, delivery: { kind: 'ready' } },
  menu: { id: '' },
  openNode: { path: '/' },
  incident: { id: '' },
  storageProblem: { kind: 'writeFailed', file: '', reason: '' },
};

/** Answers that most tests have no opinion about. */
const defaults: FakeHandlers = {
  'app.changeSettings': (patch) => ({
    theme: patch.theme ?? 'system',
    language: patch.language ?? 'system',
    panels: patch.panels ?? {},
  }),
  'app.writeClipboard': () => undefined,
  'app.getNotices': () => 'some library 1.0.0 (MIT)',
  'page.zoom': () => 1,
  'page.edit': () => undefined,
  'page.runTabCommand': () => undefined,
  'connections.listRecent': () => [],
  'connections.forgetRecent': () => [],
  'session.connect': () => undefined,
  'session.replace': () => undefined,
  'session.disconnect': () => undefined,
  'session.createChroot': () => undefined,
  'tree.getWindow': ({ from, locate }) => ({
    revision: 0,
    rowCount: 0,
    from,
    rows: [],
    located: (locate ?? []).map(() => null),
  }),
  'tree.expand': () => undefined,
  'tree.collapse': () => undefined,
  'tree.indexOf': () => null,
  'tree.reveal': () => 0,
  'tree.findByPrefix': () => null,
  'tree.setFilter': () => undefined,
  'tree.refresh': () => undefined,
  'node.open': () => undefined,
  'node.close': () => undefined,
  'drafts.list': () => [],
  'drafts.listOthers': () => [],
  'drafts.exchange': () => null,
  'drafts.putAside': () => undefined,
  'drafts.keep': () => undefined,
  'drafts.keepText': () => true,
  'drafts.discard': () => undefined,
  'changes.getWindow': ({ from }) => ({
    seen: 0,
    kept: 0,
    matching: 0,
    scanned: 0,
    from,
    rows: [],
  }),
  'changes.getDetail': () => null,
  'changes.getStatistics': () => ({
    matching: 0,
    byKind: {
      created: 0,
      dataChanged: 0,
      deleted: 0,
      childrenChanged: 0,
      aclChanged: 0,
      session: 0,
      gap: 0,
    },
    pathCount: 0,
    topPaths: [],
    histogram: null,
  }),
  'changes.clear': () => undefined,
  'changes.closeFile': () => undefined,
  'watches.list': () => [],
  'watches.remove': () => undefined,
  'rules.save': () => ({ kind: 'saved' }),
  'rules.remove': () => undefined,
  'rules.changeSettings': () => undefined,
  'rules.showExample': () => undefined,
};

/** The main process as a test plays it, typed by the contract. A call without an answer fails as INTERNAL. */
export function createFakeBridge(handlers: FakeHandlers = {}): FakeBridge {
  let answers: FakeHandlers = { ...defaults, ...handlers };
  const calls: FakeCall[] = [];
  const cancelled: string[] = [];
  const pending = new Map<string, (result: Result<never>) => void>();
  const present = new Map<TopicName, unknown>(Object.entries(snapshots) as [TopicName, unknown][]);
  const listeners = new Map<TopicName, Set<(value: never) => void>>();
  let lastCallId = 0;

  function run<Name extends CallName>(
    name: Name,
    input: CallInput<Name>,
    callId = String(++lastCallId),
  ): Promise<Result<CallOutput<Name>>> {
    calls.push({ name, input, callId });
    const handler = answers[name];
    const answered = handler
      ? Promise.resolve().then(() => handler(input, callId))
      : Promise.reject(
          fail({ code: 'INTERNAL', operation: name, detail: 'no answer in this test' }),
        );
    const ended = new Promise<Result<never>>((resolve) => pending.set(callId, resolve));
    const result = answered.then(
      (value): Result<CallOutput<Name>> => ({ ok: true, value }),
      (error: unknown): Result<never> => {
        if (error instanceof FakeFailure) return { ok: false, error: error.failure };
        throw error;
      },
    );
    return Promise.race([result, ended]).finally(() => pending.delete(callId));
  }

  const bridge: Bridge = {
    calls: new Proxy({} as Bridge['calls'], {
      get: (_target, name: CallName) => (input: never, callId?: string) => run(name, input, callId),
    }),
    cancel: (callId) => {
      cancelled.push(callId);
      pending.get(callId)?.({
        ok: false,
        error: { code: 'CANCELLED', operation: 'test', retryable: true },
      });
    },
    subscribe: (topic, listener) => {
      const set = listeners.get(topic) ?? new Set();
      listeners.set(topic, set);
      set.add(listener);
      const isEvent = (eventTopicNames as readonly TopicName[]).includes(topic);
      if (!isEvent) {
        queueMicrotask(() => {
          if (set.has(listener)) listener(present.get(topic) as never);
        });
      }
      return () => set.delete(listener);
    },
  };

  return {
    bridge,
    calls,
    cancelled,
    inputsOf: <Name extends CallName>(name: Name) =>
      calls.filter((made) => made.name === name).map((made) => made.input as CallInput<Name>),
    publish: (topic, value) => {
      present.set(topic, value);
      for (const listener of listeners.get(topic) ?? []) listener(value as never);
    },
    answer: (more) => {
      answers = { ...answers, ...more };
    },
  };
}
