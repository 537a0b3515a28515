/**
 * Monaco with the languages that node data is recognised as. Importing this file loads about 4 MB, so only what is
 * itself loaded lazily may.
 */
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import JsonWorker from 'monaco-editor/language/json/json.worker?worker';
import * as monaco from 'monaco-editor/editor/editor.api';
import 'monaco-editor/languages/definitions/ini/register';
import 'monaco-editor/languages/definitions/xml/register';
import 'monaco-editor/languages/definitions/yaml/register';
import 'monaco-editor/languages/features/json/register';
// JSON brings every editor feature with it, and would do so at the first JSON text, when the editor's services are
// already fixed: features that came later would miss theirs and throw. So it comes first.
import 'monaco-editor/languages/features/json/jsonMode';
import type { TextLanguage } from '../../shared/value/detect-language.ts';
import { followTheme } from './theme.ts';

self.MonacoEnvironment = {
  getWorker: (_moduleId, label) => (label === 'json' ? new JsonWorker() : new EditorWorker()),
};

followTheme(monaco.editor);
keepIndentationAsTyped();

// The window has a command palette of its own, and help in F1 would be about another program. What Tab does is the
// window's to switch, for all editors.
const { KeyCode, KeyMod } = monaco;
monaco.editor.addKeybindingRules([
  { keybinding: KeyCode.F1, command: null },
  { keybinding: KeyMod.CtrlCmd | KeyCode.KeyM, command: null },
  { keybinding: KeyMod.WinCtrl | KeyMod.Shift | KeyCode.KeyM, command: null },
  // The page is asked for its context menu then, as by the menu key.
  { keybinding: KeyMod.Shift | KeyCode.F10, command: null },
]);

/**
 * Where a language has brackets, a closing one that is typed moves to the indentation of the one it closes. No option
 * turns that off, so languages, which register themselves when they are first used, do so without brackets.
 */
function keepIndentationAsTyped(): void {
  const { setLanguageConfiguration } = monaco.languages;
  monaco.languages.setLanguageConfiguration = (id, configuration) =>
    setLanguageConfiguration(id, { ...configuration, brackets: [] });
}

const monacoLanguages: Readonly<Record<TextLanguage, string>> = {
  json: 'json',
  xml: 'xml',
  yaml: 'yaml',
  properties: 'ini',
  text: 'plaintext',
};

/** @returns Monaco's id for a language. */
export function monacoLanguageOf(language: TextLanguage): string {
  return monacoLanguages[language];
}

/** What is stored is what was typed: nothing is added, taken away, moved or formatted by the editor's own doing. */
const typedAsStored = {
  autoClosingBrackets: 'never',
  autoClosingQuotes: 'never',
  autoClosingComments: 'never',
  autoClosingDelete: 'never',
  autoClosingOvertype: 'never',
  autoSurround: 'never',
  autoIndent: 'none',
  // Of a model; what a text begins with decides nothing.
  detectIndentation: false,
  trimAutoWhitespace: false,
  formatOnPaste: false,
  formatOnType: false,
  linkedEditing: false,
  // Backspace takes one blank and not a step of indentation.
  useTabStops: false,
  stickyTabStops: false,
  // Paste goes to the caret, also after a copy without a selection.
  emptySelectionClipboard: false,
  multiCursorPaste: 'full',
  pasteAs: { enabled: false },
  dropIntoEditor: { enabled: false },
  dragAndDrop: false,
  quickSuggestions: false,
  suggestOnTriggerCharacters: false,
  acceptSuggestionOnCommitCharacter: false,
  acceptSuggestionOnEnter: 'off',
  tabCompletion: 'off',
  wordBasedSuggestions: 'off',
  snippetSuggestions: 'none',
  parameterHints: { enabled: false },
  unusualLineTerminators: 'off',
} as const satisfies monaco.editor.IEditorOptions & monaco.editor.IGlobalEditorOptions;

/** What every editor here has in common: the window's look, and nothing that types on its own. */
export function commonOptions(): monaco.editor.IEditorOptions & monaco.editor.IGlobalEditorOptions {
  const style = getComputedStyle(document.documentElement);
  return {
    fontFamily: style.getPropertyValue('--font-family-mono').trim(),
    fontSize: 12,
    lineHeight: 20,
    minimap: { enabled: false },
    overviewRulerLanes: 2,
    scrollBeyondLastLine: false,
    smoothScrolling: false,
    renderWhitespace: 'selection',
    renderControlCharacters: true,
    renderLineHighlight: 'line',
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 8,
    fixedOverflowWidgets: true,
    stickyScroll: { enabled: false },
    // The window has a menu of its own for them.
    contextmenu: false,
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
    ...typedAsStored,
    // All of a line is drawn, on as many rows as it takes: what Find or the caret leads to is there to be seen.
    wordWrap: 'on',
    stopRenderingLineAfter: -1,
    links: false,
    codeLens: false,
    colorDecorators: false,
    inlineSuggest: { enabled: false },
    occurrencesHighlight: 'off',
    // Chinese text is full of characters that resemble ASCII; invisible ones are worth a warning in any language.
    unicodeHighlight: { ambiguousCharacters: false, nonBasicASCII: false },
  };
}

export { monaco };
