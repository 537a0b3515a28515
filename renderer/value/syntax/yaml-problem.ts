import { Composer, Lexer, LineCounter, Parser, type CST } from 'yaml';
import type { SyntaxProblem } from './find-syntax-problem.ts';

/** How many tokens may be open at a time, one or two for each level: the library goes down into them by recursion. */
const mostOpenTokens = 200;

/**
 * Loaded when the first YAML text is saved.
 * @returns the first mistake of any of the documents in a text; null also where it is nested too deep to be looked through
 */
export function findInYaml(text: string): SyntaxProblem | null {
  const lines = new LineCounter();
  const tokens = parse(text, lines);
  if (!tokens) return null;
  const composer = new Composer({
    logLevel: 'silent',
    // Each key would be compared with each other one.
    uniqueKeys: false,
  });
  for (const { errors } of composer.compose(tokens)) {
    const [first] = errors;
    if (first) return { language: 'yaml', line: lines.linePos(first.pos[0]).line || null };
  }
  return null;
}

/** @returns the tokens of a text; null where they are nested too deep. */
function parse(text: string, lines: LineCounter): CST.Token[] | null {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > mostOpenTokens) return null;
  }
  tokens.push(...parser.end());
  return tokens;
}
