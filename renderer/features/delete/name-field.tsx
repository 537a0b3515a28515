import { useEffect, useRef, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { visibleName } from '../../../shared/visible-name.ts';
import { nameOf } from '../../../shared/znode-path.ts';
import { TextField } from '../../ui/index.ts';

export interface NameFieldProps {
  readonly path: string;
  readonly typed: string;
  readonly onChange: (typed: string) => void;
  /** Enter confirms, as in every form. */
  readonly onSubmit: () => void;
}

/** Asks for the name of what is about to go, so that much is never deleted by a click too many. */
export function NameField({ path, typed, onChange, onSubmit }: NameFieldProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Where the dialog scrolls, it would have the focus without being seen.
    input.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <form
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <TextField
        label={t('remove.typeName')}
        description={t('remove.typeNameHint', { name: visibleName(nameOf(path)) })}
        value={typed}
        onChange={onChange}
        isMono
        autoFocus
        ref={input}
      />
    </form>
  );
}
