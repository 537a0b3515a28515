import type { TFunction } from 'i18next';
import type { PathProblem } from '../../shared/znode-path.ts';

/** @returns one sentence on why ZooKeeper would refuse a path or a name. */
export function describePathProblem(problem: PathProblem, t: TFunction): string {
  switch (problem.kind) {
    case 'relativePart':
      return t('paths.relativePart', { part: problem.part });
    case 'badCharacter':
      return t('paths.badCharacter', { character: nameCharacter(problem.codePoint) });
    case 'empty':
    case 'notAbsolute':
    case 'trailingSlash':
    case 'emptyPart':
      return t(`paths.${problem.kind}`);
  }
}

/** As Unicode writes it, with the character itself where it can be seen. */
function nameCharacter(codePoint: number): string {
  const number = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  const character = String.fromCodePoint(codePoint);
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `“${character}” (${number})` : number;
}
