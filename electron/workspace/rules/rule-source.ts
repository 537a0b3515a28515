import type { ChangeLog } from '../changes/change-log.ts';

/** The timeline of one connection, as far as rules look at it. */
export interface RuleSource {
  readonly log: Pick<ChangeLog, 'detail'>;
  readonly connectString: string;
}
