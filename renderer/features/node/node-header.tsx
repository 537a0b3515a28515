import { CircleDashed, PencilLine } from 'lucide-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { isEphemeral, type Stat } from '../../../shared/model/stat.ts';
import { visibleInSentence } from '../../../shared/visible-name.ts';
import { nameOf } from '../../../shared/znode-path.ts';
import { useCommand } from '../../commands/index.ts';
import { formatCount } from '../../i18n/format.ts';
import { Badge, Button, MiddleEllipsis } from '../../ui/index.ts';
import styles from './node-header.module.css';
import { Parts, type ShownNode } from '../../views/index.ts';

export interface NodeHeaderProps {
  readonly node: ShownNode;
  readonly hasDraft: boolean;
}

/** Which node is open, what kind it is, and what can be done with it. */
export function NodeHeader({ node, hasDraft }: NodeHeaderProps) {
  const { t, i18n } = useTranslation();
  const remove = useCommand('node.delete');
  const stat = node.kind === 'loading' ? null : (node.value?.stat ?? null);
  const name = nameOf(node.path);
  const facts = stat && describeStat(stat, t, i18n.language);
  return (
    <div className={styles.header}>
      <h2 className={styles.name} title={visibleInSentence(node.path)}>
        <MiddleEllipsis text={name} keepEnd={12} />
      </h2>
      {stat && isEphemeral(stat) && (
        <Badge>
          <CircleDashed aria-hidden className={styles.icon} /> {t('node.kind.ephemeral')}
        </Badge>
      )}
      {node.kind === 'present' && node.sequenceLength > 0 && (
        <Badge title={t('node.kind.sequentialTitle')}>{t('node.kind.sequential')}</Badge>
      )}
      {hasDraft && (
        <Badge kind="accent" title={t('node.draftTitle')}>
          <PencilLine aria-hidden className={styles.icon} /> {t('node.draft')}
        </Badge>
      )}
      {facts && node.kind !== 'absent' && (
        <span className={styles.facts} title={facts}>
          {facts}
        </span>
      )}
      <div className={styles.actions}>
        <Parts place="nodeHeader" />
        <Button kind="quiet" isDisabled={!remove.isEnabled} onPress={remove.run}>
          {t('node.delete')}
        </Button>
      </div>
    </div>
  );
}

function describeStat({ dataLength, numChildren }: Stat, t: TFunction, language: string): string {
  const counted = (count: number) => ({ count, formatted: formatCount(count, language) });
  const bytes = t('node.bytes', counted(dataLength));
  return numChildren > 0 ? `${bytes} · ${t('node.children', counted(numChildren))}` : bytes;
}
