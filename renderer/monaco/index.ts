export { getActiveEditor } from './active-editor.ts';
export { CodeEditor } from './code-editor.tsx';
export type { CodeEditorProps, TextDiffProps } from './editor-props.ts';
export { preloadMonaco } from './load-monaco.ts';
export { TextDiff } from './text-diff.tsx';
