import type { RuleSaveOutcome, RulesState } from '../../../shared/model/rule.ts';
import type { RuleStore } from '../../storage/rule-store.ts';
import type { DomainCalls, ParsedInput } from '../../workspace/domain-calls.ts';
import { compileRule } from '../../workspace/rules/compile-rule.ts';
import type { Notifier } from '../rules/notice.ts';

export interface RuleCallsOptions {
  readonly store: RuleStore;
  readonly notifier: Notifier;
  /** Rules or settings are other ones. */
  readonly onChange: () => void;
}

/** Carries out the calls of the domain `rules`. */
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

  showExample(): void {
    this.#options.notifier.show({ kind: 'example' });
  }
}
