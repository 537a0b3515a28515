import { describe, expect, test } from 'vitest';
import {
  formatTarget,
  parseConnectString,
  targetKey,
  type ConnectStringProblem,
} from '../../shared/connect-string.ts';
import { targetOf } from '../fixtures/target-of.ts';

describe('a connect string', () => {
  test.each([
    ['zk1', 'zk1:2181'],
    [' zk1:2181 , zk2 /app/ ', 'zk1:2181,zk2:2181/app'],
    ['[::1]:2182,[fe80::1]', '[::1]:2182,[fe80::1]:2181'],
    // As ZooKeeper's own parser does.
    ['zk1:2181,', 'zk1:2181'],
    ['zk1,zk2, ,/app', 'zk1:2181,zk2:2181/app'],
    ['zk1:2181;zk2:2181', 'zk1:2181,zk2:2181'],
    ['zk1:2181，zk2：2182；zk3', 'zk1:2181,zk2:2182,zk3:2181'],
    ['zk1:2181 zk2:2181\nzk3:2181', 'zk1:2181,zk2:2181,zk3:2181'],
    ['"zk1:2181/app"', 'zk1:2181/app'],
    ['“zk1:2181”', 'zk1:2181'],
    ['\u200bzk1:\u200b2181\ufeff', 'zk1:2181'],
    ['zk1:1/kafka,zk2:2/kafka', 'zk1:1,zk2:2/kafka'],
    ['zk1:1/kafka/; zk2:2/kafka', 'zk1:1,zk2:2/kafka'],
    ['zk1:1/kafka,', 'zk1:1/kafka,'],
    ['zk1:1/a,b', 'zk1:1/a,b'],
    ['zk1:1/users/a@b', 'zk1:1/users/a@b'],
    ['zk://zk1:1/app', 'zk1:1/app'],
    ['ZK://zk1:1,zk2/a%20b%2Cc', 'zk1:1,zk2:2181/a b,c'],
    ['zookeeper://zk1', 'zk1:2181'],
  ])('%j is taken as %s', (text, meant) => {
    expect(formatTarget(targetOf(text))).toBe(meant);
  });

  test('an address may name a znode', () => {
    expect(parseConnectString('zk://zk1/app?path=/a%3Fb')).toMatchObject({
      target: { chroot: '/app' },
      path: '/a?b',
    });
    expect(parseConnectString('zk1/app?path=/a')).toMatchObject({
      target: { chroot: '/app?path=/a' },
    });
  });

  test.each<[string, ConnectStringProblem['kind']]>([
    ['', 'empty'],
    [' , ; ', 'empty'],
    ['/app', 'empty'],
    ['zk1:2181,,zk2:2181', 'missingServer'],
    [',zk1', 'missingServer'],
    ['zk 1:2181', 'badHost'],
    ['zk1:0', 'badPort'],
    ['zk1:', 'badPort'],
    ['zk1:65536', 'badPort'],
    ['::1', 'badHost'],
    ['zk1?', 'badHost'],
    ['zk1//a', 'badChroot'],
    ['zk1:1/kafka,zk2:2', 'chrootInside'],
    ['zk1:1/kafka,zk2:2/hbase', 'chrootInside'],
    ['https://zk1', 'scheme'],
    ['zk://zk1/%zz', 'malformedPercent'],
    ['zk://zk1?x=1', 'badQuery'],
    ['zk://zk1?path=a', 'badQuery'],
    ['bob:secret@zk1:2181', 'credentials'],
    ['zk://bob:secret@zk1', 'credentials'],
    ['bob:sec/ret@zk1', 'credentials'],
    ['http://bob:secret@zk1', 'credentials'],
  ])('of %j the mistake is named: %s', (text, kind) => {
    const parsed = parseConnectString(text);
    expect(parsed).toMatchObject({ ok: false, problem: { kind } });
    expect(JSON.stringify(parsed)).not.toMatch(/bob|sec|ret/);
  });

  test('has one key for every way of writing it', () => {
    const key = targetKey(targetOf('zk1:2181,zk2:2181/App'));
    expect(targetKey(targetOf('ZK2, zk1,zk2/App/'))).toBe(key);
    expect(targetKey(targetOf('zk1,zk2/app'))).not.toBe(key);
  });
});
