/**
 * Names of znodes may hold nearly any character, also ones that draw nothing, turn the text around them, or look like
 * others. These functions make them visible wherever a name or a path is shown; what is copied, stored and sent is the
 * name as it is.
 */

export interface NamePart {
  readonly kind: 'plain' | 'sign';
  /** What is shown: the characters themselves, or what stands for one. */
  readonly text: string;
}

/** More of a name is never shown: the middle is left out. A name may be a megabyte. */
const longestName = 300;
const longestText = 1_000;

/** Not in nearly all names, which are printable ASCII with blanks only inside of each part. */
const uncommon = /[^ -~]|^ |\/ | \/| $/;

/** Controls, formats, separators of lines, private and unassigned characters, half characters: drawn as nothing. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/u;
/** Letters and marks that are drawn as nothing all the same, and blanks other than the usual one. */
const blank = /\u034F|[\u115F\u1160\u2800\u3164]|[\uFE00-\uFE0F]|\uFFA0|(?! )\p{Zs}/u;
/** Drawn like `/`, `-`, or a letter or digit of ASCII. */
const double =
  /[\u2010-\u2012\u2044\u2212\u2215\u29F8\uFF0F\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/;
const latin = /\p{Script=Latin}/u;
/** Scripts of which many letters look like Latin ones. Beside Latin letters they are made to be known. */
const likeLatin = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;
const mark = /\p{Mn}/u;

/** @returns a name or path in parts, each shown as it is or by a sign that stands for it. */
export function visibleParts(name: string): readonly NamePart[] {
  if (!uncommon.test(name)) return [{ kind: 'plain', text: name }];
  const mixesScripts = latin.test(name) && likeLatin.test(name);
  // The same letter with its accent may be written as one character or as two.
  const isDecomposed = name.normalize('NFC') !== name;
  const characters = Array.from(name);
  const parts: NamePart[] = [];
  let plain = '';
  characters.forEach((character, index) => {
    const sign = signOf(character, isAtEdge(characters, index), mixesScripts, isDecomposed);
    if (sign === null) {
      plain += character;
      return;
    }
    if (plain !== '') parts.push({ kind: 'plain', text: plain });
    plain = '';
    parts.push({ kind: 'sign', text: sign });
  });
  if (plain !== '') parts.push({ kind: 'plain', text: plain });
  return parts;
}

/** @returns a name or path as one text with the signs in it; the same again when it is given to this function again. */
export function visibleName(name: string): string {
  if (!uncommon.test(name)) return name;
  return visibleParts(name)
    .map(({ text }) => text)
    .join('');
}

/** @returns whether a name holds anything that its looks would not say. */
export function hasHiddenCharacters(name: string): boolean {
  return visibleParts(name).some(({ kind }) => kind === 'sign');
}

/** @returns a name with its middle left out where it is longer than anybody reads, never half a character. */
export function shortName(name: string, longest = longestName): string {
  if (name.length <= longest) return name;
  const half = Math.floor(longest / 2);
  const head = name.slice(0, half).replace(/[\uD800-\uDBFF]$/, '');
  const tail = name.slice(-half).replace(/^[\uDC00-\uDFFF]/, '');
  return `${head}…${tail}`;
}

/**
 * Makes a value fit to stand inside a sentence: a path as `visibleName` does, in any other text the characters that
 * would turn or break the sentence. Text of a script that runs from right to left is kept apart from what follows.
 */
export function visibleInSentence(value: string): string {
  const short = shortName(value, longestText);
  if (!uncommon.test(short)) return short;
  const shown = value.startsWith('/') ? visibleName(short) : showHidden(short);
  return rightToLeft.test(shown) && !shown.startsWith('\u2068') ? `\u2068${shown}\u2069` : shown;
}

/**
 * @param name of a connection: a profile's name, or a connect string
 * @returns it with signs for what is drawn as nothing or turns the text around it, short enough for a line of its own.
 * Scripts are not distinguished: who names a connection in two of them means to.
 */
export function visibleConnection(name: string): string {
  return Array.from(shortName(name), (character) =>
    hidden.test(character) ? codeOf(character) : character,
  ).join('');
}

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

function showHidden(text: string): string {
  if (!hidden.test(text)) return text;
  return Array.from(text, (character) =>
    // A value may be a sentence itself, whose parts are kept apart already.
    /[\u2068\u2069\n]/.test(character) || !hidden.test(character) ? character : codeOf(character),
  ).join('');
}

/** @returns whether a character stands at the beginning or end of a part, where a blank is not seen. */
function isAtEdge(characters: readonly string[], index: number): boolean {
  const isEnd = (at: number, step: number) => {
    for (let i = at; ; i += step) {
      const character = characters[i];
      if (character === undefined || character === '/') return true;
      if (character !== ' ') return false;
    }
  };
  return characters[index] === ' ' && (isEnd(index, -1) || isEnd(index, 1));
}

function signOf(
  character: string,
  isEdge: boolean,
  mixesScripts: boolean,
  isDecomposed: boolean,
): string | null {
  if (character === ' ') return isEdge ? codeOf(character) : null;
  if (hidden.test(character) || blank.test(character)) return codeOf(character);
  if (isDecomposed && mark.test(character)) return codeOf(character);
  if (double.test(character) || (mixesScripts && likeLatin.test(character))) {
    return codeOf(character);
  }
  return null;
}

/** @returns the number of the character: pictures of controls and blanks are missing in many fonts. */
function codeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
