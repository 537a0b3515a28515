import {
  ASYMMETRIC_MATCHERS_OBJECT,
  GLOBAL_EXPECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
  type ExpectStatic,
} from '@vitest/expect';
import { getCurrentTest } from '@vitest/runner';
import * as chai from 'chai';

/**
 * Stands in for `vitest` where vitest itself does not run: in Electron's own Node, which may be older than the one it
 * needs. Suites, tests, hooks and matchers are vitest's own packages; only what joins them is here.
 */

export { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } from '@vitest/runner';

for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);

interface Assertion {
  readonly withTest: (test: unknown) => Assertion;
  readonly [matcher: string]: unknown;
}

function own(value: unknown, message?: string): Assertion {
  const assertion = chai.expect(value, message) as unknown as Assertion;
  const test = getCurrentTest();
  // The test waits for a `rejects` that it has forgotten to await.
  return test ? assertion.withTest(test) : assertion;
}

const shared = globalThis as unknown as Record<symbol, unknown>;
const parts = [chai.expect, shared[ASYMMETRIC_MATCHERS_OBJECT], { poll }] as const;

/** vitest's `expect`, as far as the integration tests of the ZooKeeper client use it. */
export const expect = Object.assign(own, ...parts) as unknown as ExpectStatic;
shared[GLOBAL_EXPECT] = expect;
setState({ assertionCalls: 0, isExpectingAssertions: false, environment: 'node' }, expect);

interface PollOptions {
  readonly timeout?: number;
  readonly interval?: number;
}

/** Repeats an assertion until it holds; the defaults are vitest's. */
function poll(
  read: () => unknown,
  { timeout = 1_000, interval = 50 }: PollOptions = {},
): Record<string, (...expected: unknown[]) => Promise<void>> {
  const repeat = async (name: string, expected: readonly unknown[]) => {
    const deadline = performance.now() + timeout;
    for (;;) {
      try {
        const assertion = own(await read()) as unknown as Record<
          string,
          (...all: unknown[]) => void
        >;
        const matcher = assertion[name];
        if (!matcher) throw new Error(`there is no matcher ${name}`);
        matcher.apply(assertion, [...expected]);
        return;
      } catch (error) {
        if (performance.now() > deadline) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, interval));
    }
  };
  return new Proxy(
    {},
    {
      get:
        (_, name) =>
        (...expected: unknown[]) =>
          repeat(String(name), expected),
    },
  );
}
