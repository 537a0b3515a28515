import { getActiveEditor } from '../../monaco/index.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { SaveAnywayDialog, type SyntaxProblem } from '../../value/syntax/index.ts';
import { createAgain, save } from './node-actions.ts';
import { acceptText, type WritePurpose } from './save-guard.ts';

declare module '../../stores/dialog-store.ts' {
  interface DialogProps {
    saveAnyway: SaveAnywayProps;
  }
}

export interface SaveAnywayProps {
  readonly path: string;
  readonly purpose: WritePurpose;
  readonly problem: SyntaxProblem;
}

const write = { save, createAgain } as const satisfies Record<WritePurpose, unknown>;

/** Asks before the draft of a node is written with a mistake in it. */
export function SaveAnyway({ path, purpose, problem }: SaveAnywayProps) {
  return (
    <SaveAnywayDialog
      problem={problem}
      onSave={() => {
        closeDialog();
        acceptText(path);
        void write[purpose](path);
      }}
      onCancel={() => {
        closeDialog();
        // Once the dialog has gone, which keeps the focus to itself.
        queueMicrotask(() => {
          const editor = getActiveEditor();
          if (problem.line === null) editor?.focus();
          else editor?.showLine(problem.line);
        });
      }}
    />
  );
}
