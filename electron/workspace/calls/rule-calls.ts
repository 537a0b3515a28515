import type { RuleSaveOutcome, RulesState, RuleTrial } from '../../../shared/model/rule.ts';
import type { RuleStore } from '../../storage/rule-store.ts';
import type { ConnectionSlot } from '../connection/connection-slot.ts';
import type { CallContext, DomainCalls, ParsedInput } from '../domain-calls.ts';
import { compileRule } from '../rules/compile-rule.ts';
import type { Notifier } from '../rules/notice.ts';
import { tryRule } from '../rules/try-rule.ts';

export interface RuleCallsOptions {
  readonly store: RuleStore;
  readonly slot: ConnectionSlot;
  readonly notifier: Notifier;
  /** Rules or settings are other ones. */
  readonly onChange: () => void;
}

export class RuleCalls implements DomainCalls<'rules'> {
  readonly #options: RuleCallsOptions;

  constructor(options: RuleCallsOptions) {
    this.#options = options;
  }

  list(): RulesState {
    const { store, notifier } = this.#options;
    return { rules: store.list(), settings: store.settings, delivery: notifier.delivery };
  }

  save({ rule }: ParsedInput<'rules.save'>): RuleSaveOutcome {
    const compilation = compileRule(rule);
    if (!compilation.ok) return { kind: 'problem', problem: compilation.problem };
    if (!this.#options.store.save(rule)) return { kind: 'tooMany' };
    this.#options.onChange();
    return { kind: 'saved' };
  }

  remove({ id }: ParsedInput<'rules.remove'>): void {
    this.#options.store.remove(id);
    this.#options.onChange();
  }

  changeSettings(change: ParsedInput<'rules.changeSettings'>): void {
    this.#options.store.changeSettings(change);
    this.#options.onChange();
  }

  async try({ rule }: ParsedInput<'rules.try'>, { signal }: CallContext): Promise<RuleTrial> {
    const log = this.#options.slot.current?.view.log;
    return log ? tryRule(rule, log, signal) : { kind: 'notConnected' };
  }

  showExample(): void {
    this.#options.notifier.show({ kind: 'example' });
  }
}
