import type { TextLanguage } from '../../shared/value/detect-language.ts';
import { monaco, monacoLanguageOf } from './monaco.ts';

/** A text with its own undo history, cursor and scroll, kept while other nodes are looked at. */
export interface EditorDocument {
  readonly model: monaco.editor.ITextModel;
  /** The text as it was last read from the model or put into it, and the model's version then. */
  known: { readonly text: string; readonly versionId: number };
  viewState: monaco.editor.ICodeEditorViewState | null;
}

/** How many documents keep their undo history; the text itself is kept elsewhere. */
const keptDocuments = 20;

/** Least recently used first. */
const documents = new Map<string, EditorDocument>();

/** @returns the document with this id, brought to `text`. */
export function openDocument(id: string, text: string, language: TextLanguage): EditorDocument {
  const kept = documents.get(id);
  if (kept) {
    documents.delete(id);
    documents.set(id, kept);
    readText(kept);
    showText(kept, text);
    return kept;
  }
  // Monaco takes a mark at the beginning of a new model away. The mark of the node has been taken off, so this one is
  // a character of the text.
  const begins = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const model = monaco.editor.createModel(text.slice(begins.length), monacoLanguageOf(language));
  if (begins) model.applyEdits([{ range: new monaco.Range(1, 1, 1, 1), text: begins }]);
  // Texts come with line feeds only; where there is none yet, Windows would begin with CRLF.
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  keepIndentation(model);
  const opened: EditorDocument = {
    model,
    known: { text, versionId: model.getVersionId() },
    viewState: null,
  };
  documents.set(id, opened);
  evict();
  return opened;
}

/**
 * Tab indents where the format has an indentation, and is a character elsewhere. Monaco gives its models options of
 * its own again whenever those of an editor change, so they are put right then.
 */
function keepIndentation(model: monaco.editor.ITextModel): void {
  const apply = () => {
    const insertSpaces = !withoutIndentation.has(model.getLanguageId());
    const now = model.getOptions();
    if (now.insertSpaces === insertSpaces && now.tabSize === 2 && !now.trimAutoWhitespace) return;
    model.updateOptions({ tabSize: 2, insertSpaces, trimAutoWhitespace: false });
  };
  apply();
  model.onDidChangeOptions(apply);
  model.onDidChangeLanguage(apply);
}

const withoutIndentation: ReadonlySet<string> = new Set(
  (['text', 'properties'] as const).map(monacoLanguageOf),
);

/** @returns the text with line feeds only, whatever was pasted. */
export function readText(document: EditorDocument): string {
  const { model, known } = document;
  // Its text was read before it was let go.
  if (model.isDisposed()) return known.text;
  const versionId = model.getVersionId();
  if (known.versionId !== versionId) {
    document.known = { text: model.getValue(monaco.editor.EndOfLinePreference.LF), versionId };
  }
  return document.known.text;
}

/**
 * Brings a document to a text that comes from outside. One that was last read from the document itself changes nothing:
 * what has been typed since will be read as well.
 */
export function showText(document: EditorDocument, text: string): void {
  if (document.known.text === text) return;
  setText(document.model, readText(document), text);
  document.known = { text, versionId: document.model.getVersionId() };
}

/** Changes a text as its user does, in one step. */
export function changeText(document: EditorDocument, change: (text: string) => string): void {
  const before = readText(document);
  const after = change(before);
  if (after !== before) setText(document.model, before, after);
}

/**
 * Replaces only what differs, so that cursor, scroll and folds stay where they are, as one step that can be undone.
 */
function setText(model: monaco.editor.ITextModel, before: string, text: string): void {
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
