import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSync } from 'recheck';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

interface Expression {
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

/** @returns every regular expression literal that ships. */
function* expressions(): Generator<Expression> {
  const files = ['electron', 'renderer', 'shared'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  );
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8');
    const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
    yield* literalsBelow(parsed, parsed);
  }
}

function* literalsBelow(node: ts.Node, file: ts.SourceFile): Generator<Expression> {
  if (ts.isRegularExpressionLiteral(node)) {
    const end = node.text.lastIndexOf('/');
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    yield {
      place: `${file.fileName}:${String(line + 1)}`,
      source: node.text.slice(1, end),
      flags: node.text.slice(end + 1),
    };
  }
  for (const child of node.getChildren(file)) yield* literalsBelow(child, file);
}

/** @returns why an expression may take more than linear time; undefined when it cannot. */
function whyNotLinear({ source, flags }: Expression): string | undefined {
  const found = checkSync(source, flags, { timeout: 60_000 });
  if (found.status === 'safe') return undefined;
  return found.status === 'vulnerable' ? found.complexity.summary : found.error.kind;
}

describe('a regular expression', () => {
  test('that begins again at every escaped quote is found', () => {
    const source = String.raw`"(?:[^"\\]|\\.)*"`;
    expect(whyNotLinear({ place: '', source, flags: 'g' })).toContain('polynomial');
  });

  test('that ships takes linear time, whatever text a server, a file or a page hands it', () => {
    const slow = [...expressions()].flatMap((each) => {
      const why = whyNotLinear(each);
      return why === undefined ? [] : [`${each.place} /${each.source}/${each.flags}: ${why}`];
    });
    expect(slow).toEqual([]);
  }, 600_000);
});
