import { describe, expect, it } from 'vitest';
import { answerChallenge } from '../../../electron/zookeeper/driver/security/sasl-digest-md5.ts';

describe('an answer by SASL DIGEST-MD5', () => {
  it('is that of the example in RFC 2831', () => {
    const challenge =
      'realm="elwood.innosoft.com",nonce="OA6MG9tEQGm2hh",qop="auth",algorithm=md5-sess,charset=utf-8';
    const { token, proof } = answerChallenge(
      Buffer.from(challenge),
      { user: 'chris', password: 'secret' },
      'OA6MHXh6VqTrRk',
      'imap/elwood.innosoft.com',
    );
    expect(token.toString()).toContain('response=d388dad90d4bbd760a152321f2143af7');
    expect(proof).toBe('rspauth=ea40f60335c427b5527b84dbabcdfffd');
  });

  it('quotes what needs it, and understands what was quoted', () => {
    const challenge = String.raw`nonce="a\"b", realm = "c\\d" ,qop="auth-int,auth",algorithm=md5-sess`;
    const { token } = answerChallenge(Buffer.from(challenge), { user: '"', password: '' }, 'n');
    expect(token.toString()).toContain(String.raw`username="\"",realm="c\\d",nonce="a\"b"`);
  });

  it.each(['', 'algorithm=md5-sess', 'nonce="n"', 'nonce="n",algorithm=md5-sess,qop="auth-conf"'])(
    'is not given to what is no such challenge: %s',
    (challenge) => {
      const answer = () =>
        answerChallenge(Buffer.from(challenge), { user: 'a', password: 'b' }, 'n');
      expect(answer).toThrow('DIGEST-MD5');
    },
  );

  it('is refused to a challenge that is longer than any may be', () => {
    const challenge = Buffer.from(`nonce="${'x'.repeat(16_000_000)}",algorithm=md5-sess`);
    expect(() => answerChallenge(challenge, { user: 'a', password: 'b' }, 'n')).toThrow('too long');
  });
});
