import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { CodeEditorProps, TextDiffProps } from '../../renderer/monaco/index.ts';
import { setActiveEditor } from '../../renderer/monaco/active-editor.ts';

/**
 * Stands in for `renderer/monaco` where there is no layout for Monaco to measure: a text area with the same contract.
 * Use it as `vi.mock('../../renderer/monaco/index.ts', () => import('./fake-monaco.tsx'))`.
 */
export function CodeEditor(props: CodeEditorProps) {
  return <Document key={props.documentId} {...props} />;
}

function Document(props: CodeEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(props.text);
  const held = useRef(text);
  /** The text as it was last read or given from outside. */
  const known = useRef(props.text);
  const show = (next: string) => {
    held.current = next;
    setText(next);
  };
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  useEffect(
    () =>
      setActiveEditor({
        focus: () => area.current?.focus(),
        find: () => area.current?.focus(),
        showLine: (line) => {
          const caret = held.current
            .split('\n')
            .slice(0, line - 1)
            .join('\n').length;
          const start = line > 1 ? caret + 1 : 0;
          area.current?.setSelectionRange(start, start);
          area.current?.focus();
        },
        change: (change) => {
          show(change(held.current));
          latest.current.onChange?.(() => (known.current = held.current));
        },
      }),
    [],
  );
  useEffect(() => {
    if (props.text === known.current) return;
    known.current = props.text;
    show(props.text);
  }, [props.text]);
  return (
    <textarea
      ref={area}
      aria-label={props.label}
      data-language={props.language}
      data-document={props.documentId}
      readOnly={props.isReadOnly ?? false}
      value={text}
      onChange={(event) => {
        show(event.target.value);
        props.onChange?.(() => (known.current = held.current));
      }}
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
