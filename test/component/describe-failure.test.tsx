import i18next from 'i18next';
import { beforeEach, describe, expect, test } from 'vitest';
import { describeFailure } from '../../renderer/i18n/describe-failure.ts';
import { startI18n } from '../../renderer/i18n/index.ts';
import { failureCodes, type Failure } from '../../shared/model/failure.ts';

const failure: Failure = {
  code: 'NO_NODE',
  operation: 'getData',
  path: '/services/orders',
  retryable: false,
};

describe.each(['en', 'zh-CN'] as const)('a failure in %s', (language) => {
  beforeEach(() => startI18n(language));

  test.each(failureCodes)('%s is a sentence that names the path', (code) => {
    const sentence = describeFailure({ ...failure, code }, i18next.t);
    expect(sentence).toContain('/services/orders');
    expect(sentence).toMatch(/[.。]$/);
    expect(sentence).not.toContain(code);
    expect(sentence).not.toContain('{{');
    expect(sentence).not.toContain('failures.');
  });

  test('names the server', () => {
    expect(describeFailure({ ...failure, server: 'zk1:2181' }, i18next.t)).toContain('zk1:2181');
    const refused: Failure = {
      code: 'CONNECTION_REFUSED',
      operation: 'connect',
      server: 'zk2:2181',
      retryable: true,
    };
    expect(describeFailure(refused, i18next.t)).toContain('zk2:2181');
  });

  test('warns of a write that may have been done', () => {
    const lost: Failure = { ...failure, operation: 'setData', code: 'CONNECTION_LOST' };
    const warned = describeFailure({ ...lost, maybeDone: true }, i18next.t);
    expect(warned.length).toBeGreaterThan(describeFailure(lost, i18next.t).length);
  });

  test('gives the incident of a bug', () => {
    const bug: Failure = { ...failure, code: 'INTERNAL', incident: 'a1b2c3' };
    expect(describeFailure(bug, i18next.t)).toContain('a1b2c3');
  });

  test('words an operation it has never heard of', () => {
    const unknown: Failure = { code: 'NO_AUTH', operation: 'levitate', retryable: false };
    expect(describeFailure(unknown, i18next.t)).toContain('levitate');
  });

  test.each(['whoAmI', 'getConfig', 'reconfig', 'getEphemerals', 'getAllChildrenNumber', 'create'])(
    'says in words what a server cannot do: %s',
    (operation) => {
      const path = /whoAmI|onfig/.test(operation) ? {} : { path: '/a' };
      const lacking: Failure = { code: 'UNIMPLEMENTED', operation, ...path, retryable: false };
      const sentence = describeFailure(lacking, i18next.t);
      expect(sentence).toMatch(/this server cannot do it|该服务器无法执行此操作/);
      expect(sentence).not.toContain(operation);
      expect(sentence).not.toContain('{{');
    },
  );
});
