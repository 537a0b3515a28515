import { useEffect, useLayoutEffect, useRef } from 'react';
import { readEditorPreferences, useEditorPreference } from '../stores/editor-preferences.ts';
import { quietMonacoAlerts } from './announcements.ts';
import { setActiveEditor } from './active-editor.ts';
import type { CodeEditorProps } from './editor-props.ts';
import { changeText, openDocument, readText, showText, type EditorDocument } from './documents.ts';
import styles from './editor.module.css';
import { commonOptions, monaco, monacoLanguageOf } from './monaco.ts';
import { useEditorMenu } from './use-editor-menu.tsx';

interface Mounted {
  readonly editor: monaco.editor.IStandaloneCodeEditor;
  document: EditorDocument | null;
  /** True while a text from outside is being set, which is not the user's typing. */
  isSetting: boolean;
}

/** The Monaco behind `CodeEditor`. */
export function MonacoCodeEditor(props: CodeEditorProps) {
  const { documentId, text, language, label, hint, isReadOnly = false, autoFocus = false } = props;
  const host = useRef<HTMLDivElement>(null);
  const mounted = useRef<Mounted | null>(null);
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    if (!host.current) return undefined;
    const editor = monaco.editor.create(host.current, {
      ...commonOptions(),
      model: null,
      automaticLayout: true,
    });
    quietMonacoAlerts();
    const self: Mounted = { editor, document: null, isSetting: false };
    mounted.current = self;
    const unregister = setActiveEditor({
      focus: () => editor.focus(),
      find: () => {
        editor.focus();
        void editor.getAction('actions.find')?.run();
      },
      showLine: (line) => {
        editor.setPosition({ lineNumber: line, column: 1 });
        editor.revealLineInCenterIfOutsideViewport(line);
        editor.focus();
      },
      change: (change) => {
        if (self.document && !latest.current.isReadOnly) changeText(self.document, change);
      },
    });
    editor.onDidChangeModelContent(() => {
      const { document, isSetting } = self;
      if (document && !isSetting) latest.current.onChange?.(() => readText(document));
    });
    editor.onDidBlurEditorText(() => latest.current.onBlur?.());
    letTabLeaveAfterEscape(editor, () => readEditorPreferences().tabTypes);
    return () => {
      if (self.document) self.document.viewState = editor.saveViewState();
      unregister();
      editor.dispose();
      mounted.current = null;
    };
  }, []);

  useEffect(() => {
    const self = mounted.current;
    if (!self) return undefined;
    const opened = openDocument(documentId, latest.current.text, latest.current.language);
    self.document = opened;
    self.editor.setModel(opened.model);
    self.editor.restoreViewState(opened.viewState);
    if (latest.current.autoFocus) self.editor.focus();
    return () => {
      opened.viewState = self.editor.saveViewState();
    };
  }, [documentId]);

  useEffect(() => {
    const self = mounted.current;
    if (!self?.document) return;
    self.isSetting = true;
    showText(self.document, text);
    self.isSetting = false;
  }, [text, documentId]);

  useEffect(() => {
    const model = mounted.current?.document?.model;
    if (model) monaco.editor.setModelLanguage(model, monacoLanguageOf(language));
  }, [language, documentId]);

  useEffect(() => {
    mounted.current?.editor.updateOptions({
      ariaLabel: label,
      readOnly: isReadOnly,
      domReadOnly: isReadOnly,
    });
  }, [label, isReadOnly]);

  const tabTypes = useEditorPreference('tabTypes');
  const wrapsLines = useEditorPreference('wrapsLines');
  useEffect(() => {
    mounted.current?.editor.updateOptions({
      tabFocusMode: !tabTypes,
      wordWrap: wrapsLines ? 'on' : 'off',
    });
  }, [tabTypes, wrapsLines]);

  useEffect(() => {
    if (autoFocus) mounted.current?.editor.focus();
  }, [autoFocus]);

  const { onContextMenu, menu } = useEditorMenu({
    editorAt: () => mounted.current?.editor ?? null,
    onFormat: props.onFormat,
  });

  return (
    <div className={styles.host}>
      <div ref={host} className={styles.host} onContextMenu={onContextMenu} />
      <p className="visually-hidden">{hint}</p>
      {menu}
    </div>
  );
}

/**
 * Where Tab types, a keyboard user needs a way out all the same: after Escape, Tab moves the focus on, until something
 * else is typed.
 * @param tabTypes whether Tab types now
 */
function letTabLeaveAfterEscape(
  editor: monaco.editor.IStandaloneCodeEditor,
  tabTypes: () => boolean,
): void {
  let isLeaving = false;
  const setLeaving = (leaves: boolean) => {
    isLeaving = leaves;
    editor.updateOptions({ tabFocusMode: leaves || !tabTypes() });
  };
  editor.onKeyDown(({ keyCode }) => {
    const { Escape, Tab, Shift } = monaco.KeyCode;
    if (keyCode === Escape) setLeaving(true);
    else if (isLeaving && keyCode !== Tab && keyCode !== Shift) setLeaving(false);
  });
  editor.onDidBlurEditorText(() => {
    if (isLeaving) setLeaving(false);
  });
}
