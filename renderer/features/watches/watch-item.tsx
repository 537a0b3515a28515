import { shortName, visibleName } from '../../../shared/visible-name.ts';
import { HardDrive, Pause, Play, X } from 'lucide-react';
import { memo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserWatch } from '../../../shared/model/change.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import { formatCount } from '../../i18n/format.ts';
import { goTo } from '../../stores/selection-store.ts';
import { keepWatchOnDisk, removeWatch, setWatchPaused } from '../../stores/watches.ts';
import {
  Button,
  IconButton,
  MiddleEllipsis,
  RelativeTime,
  ToggleIconButton,
} from '../../ui/index.ts';
import { HistoryBound } from './history-bound.tsx';
import { RemoveKeptDialog } from './remove-kept-dialog.tsx';
import styles from './watch-item.module.css';

/** One watch: what it has seen, what it costs, and what can be done with it. */
export function WatchItem({ watch }: { readonly watch: UserWatch }) {
  const { t } = useTranslation();
  const { id, path, isPaused, keepOnDisk, keepFailure, restoreFailure, readFailure } = watch;
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const [isAsking, setAsking] = useState(false);
  return (
    <li className={styles.item}>
      <Head
        id={id}
        path={path}
        isPaused={isPaused}
        keepOnDisk={keepOnDisk}
        isOfRulesAlone={watch.isOfRulesAlone ?? false}
        setAsking={setAsking}
        setRefusal={setRefusal}
      />
      {isAsking && (
        <RemoveKeptDialog
          watch={watch}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
      <Facts watch={watch}>
        {watch.historySize && (
          <HistoryBound
            path={path}
            size={watch.historySize}
            onChoose={(maxBytes) => void keepWatchOnDisk(id, true, maxBytes).then(setRefusal)}
          />
        )}
      </Facts>
      {watch.rules && (
        <p className={styles.rules}>
          {t(watch.isOfRulesAlone ? 'watches.forRulesAlone' : 'watches.forRules', {
            names: watch.rules.map(({ name }) => `“${name}”`).join(' '),
          })}
        </p>
      )}
      {restoreFailure && (
        <p role="alert" className={styles.refusal}>
          {t('watches.notRestored', { reason: describeFailure(restoreFailure, t) })}
        </p>
      )}
      {readFailure && (
        <p role="alert" className={styles.refusal}>
          {t('watches.notRead', { reason: describeFailure(readFailure, t) })}
        </p>
      )}
      {keepFailure && (
        <p role="alert" className={styles.refusal}>
          {t('watches.notKept', { reason: describeFailure(keepFailure, t) })}
        </p>
      )}
      {refusal && !keepFailure && (
        <p role="alert" className={styles.refusal}>
          {describeFailure(refusal, t)}
        </p>
      )}
    </li>
  );
}

interface HeadProps extends Pick<UserWatch, 'id' | 'path' | 'isPaused' | 'keepOnDisk'> {
  readonly isOfRulesAlone: boolean;
  readonly setAsking: (isAsking: boolean) => void;
  readonly setRefusal: (refusal: Failure | null) => void;
}

/** What the watch is on, and the buttons: not drawn again because it has counted. */
const Head = memo(function Head(props: HeadProps) {
  const { id, path, isPaused, keepOnDisk, isOfRulesAlone, setAsking, setRefusal } = props;
  const { t } = useTranslation();
  return (
    <div className={styles.head}>
      <Button
        kind="quiet"
        label={visibleName(shortName(path))}
        className={styles.path ?? ''}
        onPress={() => {
          goTo(path);
        }}
      >
        <MiddleEllipsis text={path} keepEnd={10} />
      </Button>
      <IconButton
        label={t(isPaused ? 'watches.resume' : 'watches.pause')}
        icon={isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
        className={styles.action ?? ''}
        onPress={() => void setWatchPaused(id, !isPaused)}
      />
      <ToggleIconButton
        label={t('watches.keep')}
        icon={<HardDrive aria-hidden />}
        isSelected={keepOnDisk}
        className={styles.action ?? ''}
        onChange={(isOn) => void keepWatchOnDisk(id, isOn).then(setRefusal)}
      />
      <IconButton
        label={t('watches.remove')}
        icon={<X aria-hidden />}
        isDisabled={isOfRulesAlone}
        className={styles.action ?? ''}
        onPress={() => {
          if (keepOnDisk) setAsking(true);
          else void removeWatch(id);
        }}
      />
    </div>
  );
});

interface FactsProps {
  readonly watch: UserWatch;
  readonly children: ReactNode;
}

function Facts({ watch, children }: FactsProps) {
  const { t, i18n } = useTranslation();
  const { scope, state, since, changeCount, perMinute, isSampling } = watch;
  const { serverWatches, nodeCount } = watch;
  const counted = (count: number) => ({ count, shown: formatCount(count, i18n.language) });
  const nodes =
    nodeCount === null ? t('watches.tooManyNodes') : t('watches.nodes', counted(nodeCount));
  return (
    <div className={styles.facts}>
      <div className={styles.line}>
        <span className={styles.scope} title={nodes}>
          {t(`watches.${scope}`)}
        </span>
        <span
          className={state === 'live' ? undefined : styles.resting}
          title={t(`watches.stateHelp.${state}`)}
        >
          {t(`watches.states.${state}`)}
        </span>
        {isSampling && (
          <span className={styles.resting} title={t('watches.samplingHelp')}>
            {t('watches.sampling')}
          </span>
        )}
        <span>
          {t('watches.since')} <RelativeTime at={since} />
        </span>
      </div>
      <div className={styles.line}>
        <span>{t('watches.changeCount', counted(changeCount))}</span>
        <span title={t('watches.perMinuteHelp')}>{t('watches.perMinute', counted(perMinute))}</span>
        <span>{t('watches.serverWatches', counted(serverWatches))}</span>
        {children}
      </div>
    </div>
  );
}
