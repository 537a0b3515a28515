import { describe, expect, it } from 'vitest';
import { checkBeforeSave } from '../../renderer/value/syntax/check-before-save.ts';
import { findSyntaxProblem } from '../../renderer/value/syntax/find-syntax-problem.ts';

describe('the first mistake', () => {
  it.each([
    ['a lacking comma', '{\n  "a": 1\n  "b": 2\n}', 3],
    ['a comma too many', '{\n  "a": 1,\n}', 3],
    ['a stray quote', '{"b":2}"', 1],
    ['an end too early', '{\n  "a": [1,\n  2\n', 4],
    ['a comment', '{\n  // why\n  "a": 1\n}', 2],
    ['nothing at all', '', 1],
    ['a control character in a string', '{\n"a": "x\ty"}', 2],
  ])('of JSON is found in its line: %s', async (_what, text, line) => {
    expect(await findSyntaxProblem(text, 'json')).toEqual({ language: 'json', line });
  });

  it('of JSON is found where it is nested deeper than the parser follows', async () => {
    const problem = await findSyntaxProblem('['.repeat(200_000), 'json');
    expect(problem).toMatchObject({ language: 'json' });
  });

  it.each([
    ['a list that is not closed', 'a: 1\nb: [1, 2\nc: 3\n', 3],
    ['a tab that indents', 'a:\n\t- b\n', 2],
    ['a second document', 'a: 1\n---\nb: "x\n', 4],
  ])('of YAML is found in its line: %s', async (_what, text, line) => {
    expect(await findSyntaxProblem(text, 'yaml')).toEqual({ language: 'yaml', line });
  });

  it.each([
    ['lists in lists', '- '.repeat(3_000) + 'x\n- y\n'],
    ['brackets', 'a: ' + '['.repeat(5_000) + ']'.repeat(5_000)],
    ['braces that are not closed', '{a: '.repeat(5_000)],
    ['indentation', Array.from({ length: 400 }, (_, i) => ' '.repeat(i) + 'a:\n').join('')],
  ])('of YAML is not looked for where it is nested too deep: %s', async (_what, text) => {
    expect(await findSyntaxProblem(text, 'yaml')).toBeNull();
  });

  it('of YAML is found at the usual depths', async () => {
    const nested = Array.from({ length: 60 }, (_, i) => ' '.repeat(i) + 'a:\n').join('');
    expect(await findSyntaxProblem(`${nested}${' '.repeat(61)}[1, 2\nb: 1\n`, 'yaml')).toEqual({
      language: 'yaml',
      line: 62,
    });
    expect(await findSyntaxProblem('['.repeat(60) + ']'.repeat(60), 'yaml')).toBeNull();
  });

  it('is found in no text that has none', async () => {
    expect(await findSyntaxProblem('{"a": [1, null, "x"]}', 'json')).toBeNull();
    expect(await findSyntaxProblem('42', 'json')).toBeNull();
    expect(await findSyntaxProblem('a: !Ref b\na: 1\n---\n- c\n', 'yaml')).toBeNull();
    expect(await findSyntaxProblem('', 'yaml')).toBeNull();
    expect(await findSyntaxProblem('<a b="c"><d/></a>', 'xml')).toBeNull();
  });

  it('of XML is found', async () => {
    expect(await findSyntaxProblem('<a><b></a>', 'xml')).toMatchObject({ language: 'xml' });
  });
});

describe('before a text is saved', () => {
  const check = (before: string, text: string) =>
    checkBeforeSave({ before, text, language: 'json' });

  it('a value that was valid and is not any more is asked about', async () => {
    const problem = { kind: 'syntax', language: 'json', line: 2 };
    expect(await check('{"a": 1}', '{\n"a": }')).toEqual(problem);
    expect(await check('\uFEFF{"a": 1}', '\uFEFF{\r\n"a": }')).toEqual(problem);
  });

  it('a value that was never valid is not', async () => {
    expect(await check('{"a": 1,}', '{"a": 2,}')).toBeNull();
    expect(await check('', '{"a": 2,}')).toBeNull();
    expect(await check(' \n', '{"a": 2,}')).toBeNull();
    expect(await checkBeforeSave({ before: ' ', text: 'a: [', language: 'yaml' })).toBeNull();
    expect(await checkBeforeSave({ before: 'a', text: '{', language: 'text' })).toBeNull();
  });

  it('conflict markers are refused, but where they were before', async () => {
    const merged = 'x\r\n<<<<<<< mine\r\na\r\n=======\r\nb\r\n>>>>>>> version 4\r\n';
    expect(await check('x', merged)).toEqual({ kind: 'markers', line: 2 });
    expect(await check('{"a": 1}', merged)).toEqual({ kind: 'markers', line: 2 });
    expect(await check(merged, `${merged}c`)).toBeNull();
  });
});
