export { getActiveEditor } from './active-editor.ts';
export { CodeEditor, type CodeEditorProps } from './code-editor.tsx';
export { preloadMonaco } from './load-monaco.ts';
export { TextDiff, type TextDiffProps } from './text-diff.tsx';
