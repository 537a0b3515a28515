import { useTranslation } from 'react-i18next';
import { textLanguages, type TextLanguage } from '../../../shared/value/detect-language.ts';
import { findLineEndings, hasByteOrderMark } from '../../../shared/value/line-endings.ts';
import { useCommand } from '../../commands/index.ts';
import { getActiveEditor } from '../../monaco/index.ts';
import { useDraft } from '../../stores/draft-store.ts';
import { useEditorPreference } from '../../stores/editor-preferences.ts';
import { useSaveStore } from '../../stores/save-store.ts';
import { Button, RelativeTime, Select, Tooltip } from '../../ui/index.ts';
import { formatJson } from '../../value/format-json.ts';
import type { ShownNode } from '../../views/index.ts';
import styles from './data-toolbar.module.css';
import { dropDraft } from './node-actions.ts';
import { useNodeStore } from './node-store.ts';

export interface DataToolbarProps {
  readonly node: ShownNode;
  /** The text in the editor as it will be stored; null when the data is not text. */
  readonly text: string | null;
  /** What bytes that are not text turned out to hold once they were decompressed; null where that is no text. */
  readonly unpackedLanguage: TextLanguage | null;
  /** As which the text is shown. */
  readonly language: TextLanguage;
  readonly detected: TextLanguage;
  /** The language the user prefers to the detected one. */
  readonly chosen: TextLanguage | null;
  readonly onChooseLanguage: (language: TextLanguage | null) => void;
  /** Where nothing may be typed: whether the formatted text is shown, and how to show it. */
  readonly formatting: {
    readonly isShown: boolean;
    readonly onShow: (isOn: boolean) => void;
  } | null;
  readonly isComparing: boolean;
  /** Null where there is nothing to compare. */
  readonly onCompare: ((isComparing: boolean) => void) | null;
}

/** What the data is, and Save. */
export function DataToolbar(props: DataToolbarProps) {
  const { node, text, isComparing, onCompare } = props;
  const { t } = useTranslation();
  const draft = useDraft(node.path);
  const news = useNodeStore((state) => state.news);
  // Otherwise a bar says it.
  const changedAt = news && (news.isDismissed || draft) ? news.at : null;
  const isSaving = useSaveStore((state) => state.saving.has(node.path));
  const save = useCommand('node.save');
  return (
    <div className={styles.toolbar}>
      {text === null ? (
        <span className={styles.fact}>{node.kind === 'loading' ? '' : describeBinary()}</span>
      ) : (
        <>
          <LanguageSelect {...props} />
          <span className={styles.fact}>{describeEncoding(text)}</span>
          {/* Where nothing may be typed, Tab leaves. */}
          {!props.formatting && !isComparing && <TabKeyState />}
        </>
      )}
      {changedAt !== null && (
        <span className={styles.changed}>
          {t('node.changedAgo')} <RelativeTime at={changedAt} />
        </span>
      )}
      <div className={styles.actions}>
        {text !== null && props.language === 'json' && !isComparing && (
          <FormatButton formatting={props.formatting} />
        )}
        {onCompare && (
          <Button kind="quiet" onPress={() => onCompare(!isComparing)}>
            {t(isComparing ? 'node.hideDifference' : 'node.showDifference')}
          </Button>
        )}
        {draft && node.kind !== 'absent' && (
          <Button kind="quiet" onPress={() => dropDraft(node.path, 'node.reverted')}>
            {t('node.revert')}
          </Button>
        )}
        <Tooltip text={save.title} shortcut={save.shortcut}>
          <Button
            kind="primary"
            label={t('node.save')}
            isDisabled={!save.isEnabled}
            onPress={() => {
              save.run();
              // The button is disabled once it is saved; who saves goes on typing.
              getActiveEditor()?.focus();
            }}
          >
            {t(isSaving ? 'node.saving' : 'node.save')}
          </Button>
        </Tooltip>
      </div>
    </div>
  );

  function describeBinary(): string {
    const { unpackedLanguage } = props;
    if (unpackedLanguage === null) return t('node.binary');
    return t('node.gzipOf', { language: t(`node.languages.${unpackedLanguage}`) });
  }

  function describeEncoding(stored: string): string {
    const marks: string[] = [t('node.utf8')];
    if (hasByteOrderMark(stored)) marks.push(t('node.byteOrderMark'));
    const endings = findLineEndings(stored);
    if (endings === 'crlf' || endings === 'cr' || endings === 'mixed') {
      marks.push(t(`node.lineEndings.${endings}`));
    }
    return marks.join(' · ');
  }
}

/** What the Tab key does in the editor; a click switches it. */
function TabKeyState() {
  const { t } = useTranslation();
  const toggle = useCommand('editor.toggleTabKey');
  const tabTypes = useEditorPreference('tabTypes');
  return (
    <span role="status">
      <Tooltip text={t('node.tabKey.switch')} shortcut={toggle.shortcut}>
        <Button kind="quiet" className={styles.state ?? ''} onPress={toggle.run}>
          {t(tabTypes ? 'node.tabKey.types' : 'node.tabKey.leaves')}
        </Button>
      </Tooltip>
    </span>
  );
}

function FormatButton({ formatting }: Pick<DataToolbarProps, 'formatting'>) {
  const { t } = useTranslation();
  const format = () => {
    const editor = getActiveEditor();
    editor?.change(formatJson);
    editor?.focus();
  };
  return (
    <Tooltip text={t(formatting ? 'node.formatViewTitle' : 'node.formatTitle')}>
      <Button
        kind="quiet"
        onPress={formatting ? () => formatting.onShow(!formatting.isShown) : format}
      >
        {t(formatting?.isShown ? 'node.asStored' : 'node.format')}
      </Button>
    </Tooltip>
  );
}

function LanguageSelect({ detected, chosen, onChooseLanguage }: DataToolbarProps) {
  const { t } = useTranslation();
  return (
    <Select<TextLanguage | 'auto'>
      label={t('node.language')}
      isLabelHidden
      value={chosen ?? 'auto'}
      items={[
        {
          id: 'auto',
          label: t('node.languageDetected', { language: t(`node.languages.${detected}`) }),
        },
        ...textLanguages.map((id) => ({ id, label: t(`node.languages.${id}`) })),
      ]}
      onChange={(id) => onChooseLanguage(id === 'auto' ? null : id)}
    />
  );
}
