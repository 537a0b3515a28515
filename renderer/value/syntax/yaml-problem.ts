import { LineCounter, parseAllDocuments } from 'yaml';
import type { SyntaxProblem } from './find-syntax-problem.ts';

/** @returns the first mistake of any of the documents in a text. Loaded when the first YAML text is saved. */
export function findInYaml(text: string): SyntaxProblem | null {
  const documents = parseAllDocuments(text, {
    lineCounter: new LineCounter(),
    logLevel: 'silent',
    // Each key would be compared with each other one.
    uniqueKeys: false,
  });
  const [first] = documents.flatMap(({ errors }) => errors);
  return first ? { language: 'yaml', line: first.linePos?.[0].line ?? null } : null;
}
