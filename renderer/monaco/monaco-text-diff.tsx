import { useEffect, useRef } from 'react';
import { useEditorPreference } from '../stores/editor-preferences.ts';
import { quietMonacoAlerts } from './announcements.ts';
import styles from './editor.module.css';
import { commonOptions, monaco, monacoLanguageOf } from './monaco.ts';
import type { TextDiffProps } from './editor-props.ts';
import { useEditorMenu } from './use-editor-menu.tsx';

/** Below this width two columns are too narrow to read. */
const sideBySideMinWidth = 520;

/** The Monaco behind `TextDiff`. */
export function MonacoTextDiff(props: TextDiffProps) {
  const { label, original, modified, language, isWrapped = true } = props;
  const host = useRef<HTMLDivElement>(null);
  const shown = useRef<monaco.editor.IStandaloneDiffEditor | null>(null);
  /** Models that are shown no more. A comparison under way fails when its models go, so they wait for its end. */
  const retired = useRef<monaco.editor.ITextModel[]>([]);

  useEffect(() => {
    if (!host.current) return undefined;
    const editor = monaco.editor.createDiffEditor(host.current, {
      ...commonOptions(),
      automaticLayout: true,
      readOnly: true,
      originalEditable: false,
      renderSideBySide: true,
      useInlineViewWhenSpaceIsLimited: true,
      renderSideBySideInlineBreakpoint: sideBySideMinWidth,
      hideUnchangedRegions: { enabled: true },
      renderOverviewRuler: false,
      renderMarginRevertIcon: false,
      renderGutterMenu: false,
      // One comparison waits for the other, also for one that nobody looks at any more; a coarser one will do.
      maxComputationTime: 1_000,
    });
    quietMonacoAlerts();
    shown.current = editor;
    const waiting = retired.current;
    const isCompared = () => editor.getLineChanges() !== null;
    const release = () => {
      for (const model of waiting.splice(0)) model.dispose();
    };
    const end = () => {
      editor.dispose();
      release();
    };
    const releasing = editor.onDidUpdateDiff(() => {
      if (isCompared()) release();
    });
    return () => {
      shown.current = null;
      // From here on the models that are retired are still those of the editor: they go with it.
      releasing.dispose();
      if (isCompared()) {
        // After the other effects, which retire their models.
        queueMicrotask(end);
      } else {
        editor.onDidUpdateDiff(() => {
          if (isCompared()) queueMicrotask(end);
        });
      }
    };
  }, []);

  const wrapsLines = useEditorPreference('wrapsLines') && isWrapped;
  useEffect(() => {
    shown.current?.updateOptions({ wordWrap: wrapsLines ? 'on' : 'off' });
  }, [wrapsLines]);

  useEffect(() => {
    shown.current?.getOriginalEditor().updateOptions({ ariaLabel: label });
    shown.current?.getModifiedEditor().updateOptions({ ariaLabel: label });
  }, [label]);

  useEffect(() => {
    const id = monacoLanguageOf(language);
    const models = {
      original: monaco.editor.createModel(original, id),
      modified: monaco.editor.createModel(modified, id),
    };
    shown.current?.setModel(models);
    const waiting = retired.current;
    return () => {
      waiting.push(models.original, models.modified);
    };
  }, [original, modified, language]);

  const { onContextMenu, menu } = useEditorMenu({
    editorAt: (element) => sideAt(shown.current, element),
    mayWrap: isWrapped,
  });

  return (
    <>
      <div ref={host} className={styles.host} onContextMenu={onContextMenu} />
      {menu}
    </>
  );
}

function sideAt(
  diff: monaco.editor.IStandaloneDiffEditor | null,
  element: Element,
): monaco.editor.ICodeEditor | null {
  const sides = diff ? [diff.getOriginalEditor(), diff.getModifiedEditor()] : [];
  return sides.find((side) => side.getDomNode()?.contains(element)) ?? null;
}
