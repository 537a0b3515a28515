import { useEffect, useRef } from 'react';
import type { CodeEditorProps, TextDiffProps } from '../../renderer/monaco/index.ts';
import { setActiveEditor } from '../../renderer/monaco/active-editor.ts';

/**
 * Stands in for `renderer/monaco` where there is no layout for Monaco to measure: a text area with the same contract.
 * Use it as `vi.mock('../../renderer/monaco/index.ts', () => import('./fake-monaco.tsx'))`.
 */
export function CodeEditor(props: CodeEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(
    () =>
      setActiveEditor({ focus: () => area.current?.focus(), find: () => area.current?.focus() }),
    [],
  );
  return (
    <textarea
      ref={area}
      aria-label={props.label}
      data-language={props.language}
      data-document={props.documentId}
      readOnly={props.isReadOnly ?? false}
      value={props.text}
      onChange={(event) => props.onChange?.(event.target.value)}
      onBlur={() => props.onBlur?.()}
    />
  );
}

export function TextDiff({ label, original, modified }: TextDiffProps) {
  return (
    <div role="group" aria-label={label}>
      <pre>{original}</pre>
      <pre>{modified}</pre>
    </div>
  );
}

export { getActiveEditor } from '../../renderer/monaco/active-editor.ts';

export function preloadMonaco(): () => void {
  return () => undefined;
}
