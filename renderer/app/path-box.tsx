import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hasHiddenCharacters, visibleInSentence } from '../../shared/visible-name.ts';
import { goTo, useSelectionStore } from '../stores/selection-store.ts';
import { Badge, Button, TextField, VisibleText } from '../ui/index.ts';
import { pathField } from './focus-targets.ts';
import { describePathFault, goToTypedPath, type PathFault } from './go-to-path.ts';
import styles from './toolbar.module.css';

/** Shows the selected path, and goes to the one that is typed. */
export function PathBox() {
  const { t } = useTranslation();
  const selectedPath = useSelectionStore((state) => state.selectedPath);
  /** What is being typed; null while the box shows the selection. */
  const [typed, setTyped] = useState<string | null>(null);
  const [fault, setFault] = useState<PathFault | null>(null);
  const search = useRef<AbortController | null>(null);

  const restore = () => {
    search.current?.abort();
    setTyped(null);
    setFault(null);
  };

  // A selection made elsewhere is shown at once; what was typed over the old one has lost its meaning.
  const [shownPath, setShownPath] = useState(selectedPath);
  if (shownPath !== selectedPath) {
    setShownPath(selectedPath);
    setTyped(null);
    setFault(null);
  }

  const submit = async (text: string) => {
    search.current?.abort();
    const controller = new AbortController();
    search.current = controller;
    const found = await goToTypedPath(text, controller.signal);
    if (controller.signal.aborted) return;
    setFault(found);
    if (!found) setTyped(null);
  };

  const shown = typed ?? selectedPath ?? '';
  const hasHidden = hasHiddenCharacters(shown);
  return (
    <>
      <TextField
        label={t('app.path')}
        isLabelHidden
        isMono
        isErrorFloating
        className={styles.path ?? ''}
        ref={pathField}
        value={shown}
        error={fault && <PathFaultText fault={fault} onGo={restore} />}
        onChange={(text) => {
          search.current?.abort();
          setTyped(text);
          setFault(null);
        }}
        onBlur={() => {
          // Nothing typed and no fault: show the selection again rather than a stray blank.
          if (typed?.trim() === '') restore();
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') void submit(event.currentTarget.value);
          if (event.key === 'Escape') restore();
        }}
      />
      {hasHidden && <Badge title={visibleInSentence(shown)}>{t('app.hiddenInPath')}</Badge>}
    </>
  );
}

interface PathFaultTextProps {
  readonly fault: PathFault;
  readonly onGo: () => void;
}

function PathFaultText({ fault, onGo }: PathFaultTextProps) {
  const { t } = useTranslation();
  if (fault.kind === 'missing' && fault.nearest !== undefined) {
    const { path, nearest } = fault;
    return (
      <span role="alert">
        {t('app.nearestParent', { path })}{' '}
        <Button
          kind="quiet"
          className={styles.nearest ?? ''}
          onPress={() => {
            onGo();
            goTo(nearest);
          }}
        >
          <VisibleText text={nearest} />
        </Button>
      </span>
    );
  }
  return <span role="alert">{describePathFault(fault, t)}</span>;
}
