import { describe, expect, expectTypeOf, it } from 'vitest';
import { adminReplies } from '../../../electron/zookeeper/admin/admin-replies.ts';
import type { AdminCommand } from '../../../electron/zookeeper/admin/admin-server.ts';
import type { FourLetterWord } from '../../../electron/zookeeper/admin/four-letter-word.ts';
import { parseJsonWithLongs } from '../../../electron/zookeeper/admin/long-json.ts';
import { wordReplies } from '../../../electron/zookeeper/admin/word-replies.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';

const summary = `Zookeeper version: 3.8.0-abc, built on 2022-02-25 08:49 UTC
Latency min/avg/max: 0/1.25/18
Received: 400
Sent: 399
Connections: 2
Outstanding: 0
Zxid: 0x8000000100000002
Mode: leader
Node count: 6
Proposal sizes last/min/max: 86/48/86
`;

const connections = ` /127.0.0.1:41216[1](queued=0,recved=3,sent=3,sid=0x8000006080b00001,lop=GETC,est=1795562748566,to=10000,lcxid=0x2,lzxid=0xffffffffffffffff,lresp=399105,llat=1,minlat=0,avglat=4,maxlat=8)
 /[0:0:0:0:0:0:0:1]:41258[0](queued=0,recved=1,sent=0)

`;

const dump = `SessionTracker dump:
Global Sessions(1):
0x1000009258d0000	10000ms
ephemeral nodes dump:
Sessions with Ephemerals (2):
0x1000009258d0001:
	/e
	/a path: with signs
0xf000009258d00002:
	/f
Connections dump:
Connections Sets (1)/(2):
	ip: /127.0.0.1:42544 sessionId: 0x0
`;

describe('answers to four-letter words', () => {
  it('decodes the summary of a server', () => {
    expect(wordReplies.srvr(summary)).toEqual({
      version: '3.8.0-abc, built on 2022-02-25 08:49 UTC',
      mode: 'leader',
      zxid: BigInt.asIntN(64, 0x8000_0001_0000_0002n),
      nodeCount: 6,
      connectionCount: 2,
      outstandingRequests: 0,
      packetsReceived: 400,
      packetsSent: 399,
      latencyMs: { min: 0, average: 1.25, max: 18 },
    });
    expect(wordReplies.srvr(summary.replace('Node count: 6', ''))).toBeNull();
  });

  it('decodes connections with and without a session', () => {
    const expected = [
      {
        client: '127.0.0.1:41216',
        queued: 0,
        received: 3,
        sent: 3,
        session: {
          sessionId: BigInt.asIntN(64, 0x8000_0060_80b0_0001n),
          timeoutMs: 10_000,
          establishedAt: 1_795_562_748_566,
          lastOperation: 'GETC',
          lastXid: 2n,
          lastZxid: -1n,
          latencyMs: { last: 1, min: 0, average: 4, max: 8 },
        },
      },
      { client: '[0:0:0:0:0:0:0:1]:41258', queued: 0, received: 1, sent: 0 },
    ];
    expect(wordReplies.cons(connections)).toEqual(expected);
    const stat = summary.replace('\n', `\nClients:\n${connections}`);
    expect(wordReplies.stat(stat)).toMatchObject({ mode: 'leader', connections: expected });
    expect(wordReplies.cons('\n')).toEqual([]);
  });

  it('decodes who owns which ephemeral nodes', () => {
    expect(wordReplies.dump(dump)?.ephemerals).toEqual(
      new Map([
        [0x100_0009_258d_0001n, ['/e', '/a path: with signs']],
        [BigInt.asIntN(64, 0xf000_0092_58d0_0002n), ['/f']],
      ]),
    );
  });

  it('keeps metrics exact', () => {
    const text = 'zk_version\t3.8.0\nzk_avg_latency\t1.5\nzk_big\t9007199254740993\nzk_n\t-1\n';
    expect([...(wordReplies.mntr(text) ?? [])]).toEqual([
      ['zk_version', '3.8.0'],
      ['zk_avg_latency', 1.5],
      ['zk_big', 9_007_199_254_740_993n],
      ['zk_n', -1],
    ]);
  });

  it('takes nothing for an answer that is none', () => {
    const random = seededRandom(7);
    for (const decode of Object.values(wordReplies)) {
      for (const text of ['HTTP/1.1 400 Bad Request\r\n\r\n', '\u0015\u0003\u0003', 'x']) {
        expect(decode(text)).toBeNull();
      }
      for (let round = 0; round < 500; round++) {
        const all = summary + connections + dump;
        const at = Math.floor(random() * all.length);
        // Whatever it makes of it, it does not throw.
        decode(all.slice(at, at + Math.floor(random() * 400)));
      }
    }
  });

  it('has no word and no command that lists every watch, or changes anything', () => {
    type Forbidden = 'wchc' | 'wchp' | 'wchs' | 'crst' | 'srst' | 'kill';
    expectTypeOf<Extract<FourLetterWord, Forbidden>>().toEqualTypeOf<never>();
    type ForbiddenCommand = 'watches' | 'watches_by_path' | 'stat_reset' | 'set_trace_mask';
    expectTypeOf<Extract<AdminCommand, ForbiddenCommand>>().toEqualTypeOf<never>();
    for (const word of ['wchc', 'wchp']) expect(Object.keys(wordReplies)).not.toContain(word);
  });
});

it('an AdminServer lists connections that come or go at that moment as well', () => {
  const counts = { outstanding_requests: 0, packets_received: 0, packets_sent: 0 };
  const rest = { ...counts, session_id: 0, last_operation: null };
  const coming = { remote_socket_address: '127.0.0.1:46732', ...rest };
  const going = { remote_socket_address: null, ...rest };
  const answer = { connections: [coming, going], secure_connections: [] };
  expect(adminReplies.connections(answer)?.connections).toHaveLength(2);
});

describe('an AdminServer that is hostile', () => {
  const mebibytes4 = 4 * 1_024 * 1_024;

  it('has its answer refused at the first entry that does not fit, however many there are', () => {
    let read = 0;
    // Each counts that it was looked at.
    const wrong = Array.from({ length: 100_000 }, () => ({
      get remote_socket_address() {
        read += 1;
        return 1;
      },
    }));
    expect(adminReplies.connections({ connections: wrong, secure_connections: [] })).toBeNull();
    expect(read).toBe(1);
  });

  it('has its answer refused when it names more metrics than there are', () => {
    const names = Array.from({ length: 100_000 }, (_, i) => [`metric_${String(i)}`, 1] as const);
    const few = Object.fromEntries(names.slice(0, 1_000));
    const answer = { version: '3.9', server_state: 'leader' };
    expect(adminReplies.monitor({ ...answer, ...few })).toMatchObject({ metric_999: 1 });
    expect(adminReplies.monitor({ ...answer, ...few, wrong: [] })).toBeNull();
    expect(adminReplies.monitor({ ...answer, ...Object.fromEntries(names) })).toBeNull();
  });

  // With a parser that begins again at each quote these would take hours, and the test would not end.
  it.each([
    ['an unclosed string of escaped quotes', '"' + '\\"'.repeat(mebibytes4 / 2)],
    ['an unclosed string of backslashes', '"' + '\\'.repeat(mebibytes4)],
    ['quotes that each begin a string', '"\\'.repeat(mebibytes4 / 2)],
    ['brackets that nothing closes', '['.repeat(mebibytes4)],
    ['signs and dots', '-1.'.repeat(mebibytes4 / 3)],
  ])('has %s taken for no JSON', (_, text) => {
    expect(parseJsonWithLongs(text)).toBeUndefined();
  });

  it.each([
    ['open braces before each end of a line', '0{\r'.repeat(mebibytes4 / 3)],
    ['open brackets', ' /' + '[1'.repeat(mebibytes4 / 2)],
    ['brackets that are closed', ' /' + '[1]('.repeat(mebibytes4 / 4)],
    ['one long number', `zk_version\t${'9'.repeat(mebibytes4)}`],
    ['one long id', `Sessions with Ephemerals (1):\n0x${'f'.repeat(mebibytes4)}:`],
  ])('has %s read in one pass by every word', (_, text) => {
    for (const decode of Object.values(wordReplies)) expect(() => decode(text)).not.toThrow();
  });
});

describe('JSON with 64-bit numbers', () => {
  it('rounds none of them and leaves strings alone', () => {
    const text =
      '{"a": 72057619955253249, "b": [-9223372036854775808, 12], "c": 0.1234567890123456,' +
      ' "d": "72057619955253249 \\" 72057619955253249", "e": 1e20}';
    expect(parseJsonWithLongs(text)).toEqual({
      a: '72057619955253249',
      b: ['-9223372036854775808', 12],
      c: 0.1234567890123456,
      d: '72057619955253249 " 72057619955253249',
      e: 1e20,
    });
    expect(parseJsonWithLongs('<html>')).toBeUndefined();
  });
});
