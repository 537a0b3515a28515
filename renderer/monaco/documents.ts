import type { TextLanguage } from '../../shared/value/detect-language.ts';
import { monaco, monacoLanguageOf } from './monaco.ts';

/** A text with its own undo history, cursor and scroll, kept while other nodes are looked at. */
export interface EditorDocument {
  readonly model: monaco.editor.ITextModel;
  viewState: monaco.editor.ICodeEditorViewState | null;
}

/** How many documents keep their undo history; the text itself is kept elsewhere. */
const keptDocuments = 20;

/** Least recently used first. */
const documents = new Map<string, EditorDocument>();

/** @returns the document with this id, brought to `text`. */
export function openDocument(id: string, text: string, language: TextLanguage): EditorDocument {
  const known = documents.get(id);
  if (known) {
    documents.delete(id);
    documents.set(id, known);
    setText(known.model, text);
    return known;
  }
  const model = monaco.editor.createModel(text, monacoLanguageOf(language));
  // Texts come with line feeds only; where there is none yet, Windows would begin with CRLF.
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  model.updateOptions({ tabSize: 2, insertSpaces: true, trimAutoWhitespace: false });
  const opened: EditorDocument = { model, viewState: null };
  documents.set(id, opened);
  evict();
  return opened;
}

/** @returns the text with line feeds only, whatever was pasted. */
export function getText(model: monaco.editor.ITextModel): string {
  return model.getValue(monaco.editor.EndOfLinePreference.LF);
}

/**
 * Replaces only what differs, so that cursor, scroll and folds stay where they are, as one step that can be undone.
 */
export function setText(model: monaco.editor.ITextModel, text: string): void {
  const before = getText(model);
  if (before === text) return;
  const { start, endBefore, endAfter } = findDifference(before, text);
  const range = monaco.Range.fromPositions(
    model.getPositionAt(start),
    model.getPositionAt(endBefore),
  );
  model.pushStackElement();
  model.pushEditOperations(null, [{ range, text: text.slice(start, endAfter) }], () => null);
  model.pushStackElement();
}

function findDifference(before: string, after: string) {
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (isLowSurrogate(before, start) || isLowSurrogate(after, start)) start--;
  let end = 0;
  while (
    end < shortest - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  ) {
    end++;
  }
  if (end > 0 && isLowSurrogate(before, before.length - end)) end--;
  return { start, endBefore: before.length - end, endAfter: after.length - end };
}

/** Half of a character must not be replaced alone. */
function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function evict(): void {
  for (const [id, { model }] of documents) {
    if (documents.size <= keptDocuments) return;
    if (model.isAttachedToEditor()) continue;
    documents.delete(id);
    model.dispose();
  }
}
