import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../shared/model/node.ts';
import { setDataRequestBytes, type RequestLimit } from '../../../shared/model/request-size.ts';
import { toEditorText } from '../../../shared/value/line-endings.ts';
import { useTopic } from '../../bridge/topics.ts';
import { runCommand } from '../../commands/index.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import { formatCount } from '../../i18n/format.ts';
import { getActiveEditor } from '../../monaco/index.ts';
import { useIsWritable, useRequestLimit } from '../../stores/connection-store.ts';
import { useDraft, useDraftStore } from '../../stores/draft-store.ts';
import { useSaveStore } from '../../stores/save-store.ts';
import { Button } from '../../ui/index.ts';
import { encodeText, textOf } from '../../value/decode-value.ts';
import { findNewMarkers } from '../../value/syntax/index.ts';
import { standingOf } from './edit-state.ts';
import { InfoBar } from './info-bar.tsx';
import { NewsBar } from './news-bar.tsx';
import { OtherDraftBar } from './other-draft-bar.tsx';
import { createAgain, dropDraft, storeEmptyValue } from './node-actions.ts';
import { useSaveGuard } from './save-guard.ts';
import type { ShownNode } from '../../views/index.ts';

export interface DataBarsProps {
  readonly node: ShownNode;
  /** Whether somebody else changed the node under the draft, which has a bar of its own. */
  readonly hasDiverged: boolean;
  /** Shows what differs; null where there is nothing to compare. */
  readonly onCompare: (() => void) | null;
}

/** Everything to know before saving, one bar for each. */
export function DataBars({ node, hasDiverged, onCompare }: DataBarsProps) {
  const { t } = useTranslation();
  const { path } = node;
  const draft = useDraft(path);
  const saveFailure = useSaveStore((state) => state.failures.get(path));
  const draftFailure = useDraftStore((state) => state.failures.get(path));
  const isLocked = useTopic('connection', (connection) => connection?.profile.readOnly ?? false);
  return (
    <>
      {node.kind === 'absent' && draft && <DeletedBar path={path} />}
      {node.kind === 'failed' && (
        <InfoBar
          kind="error"
          text={[describeFailure(node.failure, t), node.value && t('node.showsLast')]
            .filter(Boolean)
            .join(' ')}
          actions={<Button onPress={() => runCommand('node.refresh')}>{t('node.retry')}</Button>}
        />
      )}
      {saveFailure && (
        <InfoBar
          kind="error"
          text={
            saveFailure.maybeDone
              ? t('node.uncertain', { reason: describeFailure(saveFailure, t) })
              : describeFailure(saveFailure, t)
          }
        />
      )}
      {!hasDiverged && <NewsBar path={path} />}
      <OtherDraftBar path={path} />
      {draft && isLocked && <InfoBar kind="warning" text={t('node.readOnlySession')} />}
      {draft && <SizeBar path={path} text={draft.text} />}
      {draft && <ChangedBar node={node} draft={draft} onCompare={onCompare} />}
      {draft && <MarkersBar draft={draft} />}
      {draft && draftFailure && (
        <InfoBar
          kind="error"
          text={t('node.draftNotKept', { reason: describeFailure(draftFailure, t) })}
        />
      )}
      {!draft && <ValueBar node={node} />}
    </>
  );
}

function DeletedBar({ path }: { readonly path: string }) {
  const { t } = useTranslation();
  const isWritable = useIsWritable();
  return (
    <InfoBar
      kind="warning"
      text={t('node.deletedMeanwhile')}
      actions={
        <>
          <Button kind="primary" isDisabled={!isWritable} onPress={() => void createAgain(path)}>
            {t('node.createAgain')}
          </Button>
          <Button onPress={() => dropDraft(path, 'node.discarded')}>{t('node.discard')}</Button>
        </>
      }
    />
  );
}

function SizeBar({ path, text }: { readonly path: string; readonly text: string }) {
  const { t, i18n } = useTranslation();
  const limit = useRequestLimit();
  const saveFailure = useSaveStore((state) => state.failures.get(path));
  const size = useMemo(() => {
    // A character takes at most three bytes for each UTF-16 unit, so most texts need not be encoded to know.
    if (text.length * 3 < limit.bytes / 2) return 0;
    return requestBytes(path, encodeText(text), limit);
  }, [path, text, limit]);
  const isTooLarge = limit.isLearnt ? size >= limit.bytes : size > limit.bytes;
  // A save that failed for it has a bar of its own, with the sizes.
  if (!isTooLarge || saveFailure?.code === 'TOO_LARGE') return null;
  return (
    <InfoBar
      kind={limit.isLearnt ? 'error' : 'warning'}
      text={t(limit.isLearnt ? 'node.overLearntLimit' : 'node.overUsualLimit', {
        size: formatCount(size, i18n.language),
        limit: formatCount(limit.bytes, i18n.language),
      })}
    />
  );
}

function requestBytes(path: string, data: Uint8Array, { chrootBytes }: RequestLimit): number {
  return setDataRequestBytes(encodeText(path).length, data.length, chrootBytes);
}

interface ChangedBarProps extends Pick<DataBarsProps, 'node' | 'onCompare'> {
  readonly draft: Draft;
}

function ChangedBar({ node, draft, onCompare }: ChangedBarProps) {
  const { t } = useTranslation();
  if (node.kind !== 'present' || standingOf(draft, node.value) !== 'diverged') return null;
  const from = draft.base.version;
  const to = node.value.stat.version;
  const isText = textOf(node.value.data) !== null;
  const change = draft.base.isUnknown
    ? t('node.baseUnknown')
    : t(to > from ? 'node.changedOnServer' : 'node.recreatedOnServer', { from, to });
  return (
    <InfoBar
      kind="warning"
      text={isText ? change : `${change} ${t('node.becameBinary')}`}
      actions={onCompare && <Button onPress={onCompare}>{t('node.showDifference')}</Button>}
    />
  );
}

function MarkersBar({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  const { path, text, base } = draft;
  const isRefused = useSaveGuard(({ refused }) => refused?.path === path && refused.text === text);
  const line = useMemo(
    () => findNewMarkers(toEditorText(text), toEditorText(base.text)),
    [text, base.text],
  );
  if (line === null) return null;
  return (
    <InfoBar
      kind={isRefused ? 'error' : 'warning'}
      text={t(isRefused ? 'node.markersRefused' : 'node.conflictMarkers', { line })}
    />
  );
}

/** What is special about the value itself. */
function ValueBar({ node }: { readonly node: ShownNode }) {
  const { t } = useTranslation();
  const isWritable = useIsWritable();
  const limit = useRequestLimit();
  if (node.kind !== 'present') return null;
  const { path, value } = node;
  if (value.data === null) {
    return (
      <InfoBar
        text={t('node.nullText')}
        actions={
          <>
            <Button isDisabled={!isWritable} onPress={() => getActiveEditor()?.focus()}>
              {t('node.startTyping')}
            </Button>
            <Button isDisabled={!isWritable} onPress={() => void storeEmptyValue(path, value)}>
              {t('node.storeEmpty')}
            </Button>
          </>
        }
      />
    );
  }
  if (value.data.length === 0) return <InfoBar text={t('node.emptyValue')} />;
  if (requestBytes(path, value.data, limit) > limit.bytes) {
    return <InfoBar text={t('node.largeValue')} />;
  }
  return null;
}
