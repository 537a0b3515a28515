/** Everything that is loaded together with Monaco. */
export { MonacoCodeEditor } from './monaco-code-editor.tsx';
export { MonacoTextDiff } from './monaco-text-diff.tsx';
