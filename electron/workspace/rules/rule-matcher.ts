import type { ChangeDetail } from '../../../shared/model/change.ts';
import type { Rule } from '../../../shared/model/rule.ts';
import { compileRule, type CompiledRule } from './compile-rule.ts';

/** Changes come again and again on the same paths. */
const rememberedPaths = 10_000;

export interface RuleMatch {
  readonly rules: readonly Rule[];
  /** A further rule would match or not by a value that has not been read yet. */
  readonly isOpen: boolean;
}

/** Judges changes by all rules that are on. */
export class RuleMatcher {
  readonly #compiled: readonly CompiledRule[];
  readonly #byPath = new Map<string, readonly CompiledRule[]>();

  /** Rules that are off count as little as those that cannot be compiled, which a store does not hold. */
  constructor(rules: readonly Rule[]) {
    this.#compiled = rules.flatMap((rule) => {
      if (!rule.isOn) return [];
      const compilation = compileRule(rule);
      return compilation.ok ? [compilation.compiled] : [];
    });
  }

  get isEmpty(): boolean {
    return this.#compiled.length === 0;
  }

  match(detail: ChangeDetail): RuleMatch {
    const rules: Rule[] = [];
    let isOpen = false;
    for (const compiled of this.#forPath(detail.change.path)) {
      const verdict = compiled.judge(detail);
      if (verdict === 'yes') rules.push(compiled.rule);
      // What was only sampled is never read.
      if (verdict === 'unknown' && detail.change.seenBy !== 'sample') isOpen = true;
    }
    return { rules, isOpen };
  }

  #forPath(path: string): readonly CompiledRule[] {
    let fitting = this.#byPath.get(path);
    if (!fitting) {
      fitting = this.#compiled.filter((compiled) => compiled.fitsPath(path));
      if (this.#byPath.size >= rememberedPaths) this.#byPath.clear();
      this.#byPath.set(path, fitting);
    }
    return fitting;
  }
}
