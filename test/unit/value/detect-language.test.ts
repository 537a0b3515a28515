import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../../shared/value/detect-language.ts';

describe('detectLanguage', () => {
  it.each([
    ['{"address": "192.168.1.10:8080"}', 'json'],
    ['  {\n  "a": 1,\n}\n', 'json'],
    ['{}', 'json'],
    ['[1, 2, 3]', 'json'],
    ['\uFEFF{"a": 1}', 'json'],
    ['<?xml version="1.0"?><a/>', 'xml'],
    ['<configuration>\n  <a b="c"/>\n</configuration>\n', 'xml'],
    ['<!-- note --><a></a>', 'xml'],
    ['---\nanything: here', 'yaml'],
    ['server:\n  port: 8080\n  name: order\n', 'yaml'],
    ['- one\n- two\n', 'yaml'],
    ['# comment\na: 1\nb:\n  - x\n', 'yaml'],
    ['database.url=jdbc:mysql://db/app\ntimeout=3000\n', 'properties'],
    ['timeout = 3000', 'properties'],
    ['[section]\r\nkey=value\r\n; comment\r\n', 'properties'],
    ['', 'text'],
    ['   \n ', 'text'],
    ['3000', 'text'],
    ['true', 'text'],
    ['192.168.1.10:8080', 'text'],
    ['Note: see below', 'text'],
    ['[section]', 'text'],
    ['a < b and c > d', 'text'],
    ['<hello', 'text'],
    ['Dear reader,\nthis is prose: it has a colon.\nRegards', 'text'],
    ['dubbo://10.0.0.1:20880/com.example.Service?version=1.0.0', 'text'],
    ['数据库.地址=jdbc:mysql://db/app\n超时=3000\n', 'properties'],
    ['\\u8d85\\u65f6=3000\nmax\\ size = 1', 'properties'],
    ['服务:\n  端口: 8080\n  名称: 订单\n', 'yaml'],
    ['größe: 1\nnaïve: 2\n', 'yaml'],
    ['<配置>\n  <项/>\n</配置>', 'xml'],
    ['注意: 见下文', 'text'],
    ['SGVsbG8sIHdvcmxkIQ==', 'text'],
    ['dHJlZWtlZXBlciAx9a8=', 'text'],
    ['c2Vjb25kIGxpbmUgaXMg\nYSBsb25nZXIgb25lMTIz\nNDU2Nw==\n', 'text'],
    ['timeout=', 'properties'],
    ['timeout=\nretries=\n', 'properties'],
  ])('recognises %j as %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language);
  });

  it('answers for a megabyte of one line without backtracking', () => {
    // With backtracking this would take hours.
    expect(detectLanguage('x'.repeat(1_000_000))).toBe('text');
    expect(detectLanguage(' a'.repeat(500_000))).toBe('text');
    expect(detectLanguage('\\a'.repeat(500_000))).toBe('text');
    expect(detectLanguage('中'.repeat(500_000))).toBe('text');
  });

  it.each(['x', '中', '\\a', ' a', '\t', 'a.', '"', '<a', '<中', '- ', '['])(
    'answers for a line of %j as long as a text may be',
    (piece) => {
      // Longer than the stack of an expression is deep.
      const line = piece.slice(0, -1) + (piece.at(-1) ?? '').repeat(15_000_000);
      expect(detectLanguage(line)).toBe('text');
      expect(detectLanguage(piece.repeat(15_000_000 / piece.length))).toBe('text');
    },
  );
});
