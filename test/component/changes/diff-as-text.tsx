import type { TextDiffProps } from '../../../renderer/monaco/index.ts';

/** Stands in for the editor, which needs a browser: what it is given is what counts. */
export function TextDiff({ original, modified, language }: TextDiffProps) {
  return (
    <div data-testid="diff" data-language={language}>
      {original} → {modified}
    </div>
  );
}
