/** The forms of text that node data is recognised as. `properties` also stands for INI files. */
export const textLanguages = ['json', 'xml', 'yaml', 'properties', 'text'] as const;

export type TextLanguage = (typeof textLanguages)[number];

/** How many lines decide between YAML, properties and plain text. */
const sampledLines = 200;

/**
 * How much of a line decides: no key and no name is longer. An expression that repeats a choice takes some memory for
 * each character and gives up with an error on millions of them.
 */
const decisiveLength = 1_024;

/**
 * Guesses the form of a text from its content alone, because a znode's name says nothing reliable about it.
 * @returns `text` whenever the text is not clearly one of the other forms.
 */
export function detectLanguage(text: string): TextLanguage {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') return 'text';
  if (looksLikeJson(trimmed)) return 'json';
  if (looksLikeXml(trimmed)) return 'xml';
  return detectByLines(trimmed);
}

function looksLikeJson(trimmed: string): boolean {
  const enclosed =
    (trimmed.startsWith('{') && trimmed.endsWith('}')) ||
    (trimmed.startsWith('[') && trimmed.endsWith(']'));
  if (!enclosed) return false;
  // A document with a mistake in it is still JSON to the person who has to repair it, so an object needs only
  // to begin like one. A bracket alone also begins an INI section, so an array has to parse.
  return /^\{\s*("|\})/.test(trimmed) || parses(trimmed);
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function looksLikeXml(trimmed: string): boolean {
  if (trimmed.startsWith('<?xml')) return true;
  return (
    /^<(!DOCTYPE\s|!--|[\p{L}_][\p{L}\p{M}\p{N}_.:-]*(\s|\/?>))/u.test(
      trimmed.slice(0, decisiveLength),
    ) && trimmed.endsWith('>')
  );
}

const comment = /^\s*[#!;]/;
const section = /^\s*\[[^\]]+\]\s*$/;
// A key may be written in any script: letters, the marks that belong to them, digits.
const property = /^\s*(?:[\p{L}\p{M}\p{N}_.\-[\]/$@]|\\.)+\s*=/u;
const yamlPair = /^\s*(- )?("[^"]+"|'[^']+'|[\p{L}\p{M}\p{N}_.\-/$]+):(\s|$)/u;
const yamlItem = /^\s*- \S/;
/** Base64 ends in `=` where its bytes do not fill the last group of four letters. */
const base64 = /^[A-Za-z\d+/_-]+={1,2}$/;

function detectByLines(trimmed: string): TextLanguage {
  if (/^---(\s|$)/.test(trimmed)) return 'yaml';
  const lines = trimmed
    .split(/\r\n|\r|\n/, sampledLines)
    .filter((line) => line.trim() !== '' && !comment.test(line));
  if (lines.length === 0 || isBase64(lines)) return 'text';
  const beginnings = lines.map((line) => line.slice(0, decisiveLength));
  const share = (pattern: RegExp) =>
    beginnings.filter((line) => pattern.test(line)).length / lines.length;

  const hasPair = beginnings.some((line) => property.test(line));
  if (hasPair && share(property) + share(section) > 0.8) return 'properties';

  // One `word: word` line is as often prose ("Note: see below"), so YAML needs a second line.
  const first = beginnings[0] ?? '';
  if (lines.length < 2 || !(yamlPair.test(first) || yamlItem.test(first))) return 'text';
  const yamlShare = beginnings.filter(
    (line) => yamlPair.test(line) || yamlItem.test(line) || /^\s{2,}\S/.test(line),
  ).length;
  return yamlShare / lines.length > 0.8 ? 'yaml' : 'text';
}

/** @returns whether lines are one piece of Base64, broken or not, and not a key whose value is empty. */
function isBase64(lines: readonly string[]): boolean {
  const joined = lines.map((line) => line.trim()).join('');
  if (joined.length % 4 !== 0 || !base64.test(joined)) return false;
  // No key ends in two signs. With one, encoded bytes mix small and capital letters with digits; few keys do.
  return joined.endsWith('==') || [/[a-z]/, /[A-Z]/, /[\d+/]/].every((kind) => kind.test(joined));
}
