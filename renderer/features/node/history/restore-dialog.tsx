import { useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { describeFailure } from '../../../i18n/describe-failure.ts';
import { formatCount } from '../../../i18n/format.ts';
import { closeDialog } from '../../../stores/dialog-store.ts';
import type { Restoring } from './restoring.ts';
import { Button, Dialog } from '../../../ui/index.ts';
import { describeBefore, knownOf } from '../recreation.ts';
import { restoreVersion, type RestoreProblem } from './restore-version.ts';

/** Asks before a value that the node held before is written once more. */
export function RestoreDialog({ path, version, data, base: baseAtFirst }: Restoring) {
  const { t, i18n } = useTranslation();
  const [base, setBase] = useState(baseAtFirst);
  const [problem, setProblem] = useState<RestoreProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const bytes = data?.length ?? 0;
  const size =
    data === null
      ? t('history.nullValue')
      : t('history.size', { count: bytes, formatted: formatCount(bytes, i18n.language) });

  const restore = async () => {
    // It is not disabled meanwhile: it would lose the focus, and Escape with it.
    if (isBusy) return;
    setBusy(true);
    const found = await restoreVersion({ path, version, data, base });
    setBusy(false);
    setProblem(found);
    if (found?.kind === 'changed') setBase(found.base);
    if (found?.kind === 'deleted') setBase(null);
  };

  return (
    <Dialog
      title={
        base ? t('history.restoreTitle', { path, version }) : t('history.createTitle', { path })
      }
      onClose={closeDialog}
      width={480}
      footer={
        <>
          <Button onPress={closeDialog} autoFocus>
            {t('app.cancel')}
          </Button>
          <Button kind="primary" onPress={() => void restore()}>
            {base ? t('history.restoreVersion', { version }) : t('history.createAgain')}
          </Button>
        </>
      }
    >
      {problem && <p role="alert">{describeProblem(problem, t)}</p>}
      <p>
        {base
          ? t('history.restoreText', { version, size, now: base.stat.version })
          : t('history.createText', { version, size })}
      </p>
      {!base && <p>{describeBefore(knownOf(path), t)}</p>}
    </Dialog>
  );
}

function describeProblem(problem: RestoreProblem, t: TFunction): string {
  switch (problem.kind) {
    case 'changed':
      return t('history.changedMeanwhile', { now: problem.base.stat.version });
    case 'deleted':
      return t('history.deletedMeanwhile');
    case 'failed':
      return describeFailure(problem.failure, t);
  }
}
