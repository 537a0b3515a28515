import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Autocomplete, Input, ListBox, ListBoxItem, TextField } from 'react-aria-components';
import styles from './choice-list.module.css';

export interface Choice {
  readonly id: string;
  readonly title: string;
  /** Stands at the end of the row, such as a shortcut. */
  readonly note?: ReactNode;
  readonly isDisabled?: boolean;
}

export interface ChoiceListProps {
  /** The accessible name of the field and of the list. */
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly onTextChange: (text: string) => void;
  /** What is offered for the text, the best first. */
  readonly choices: readonly Choice[];
  readonly onChoose: (id: string) => void;
  /** Shown when there are no choices. */
  readonly empty: ReactNode;
}

/** A field above a list that it narrows. The focus stays in the field; arrows move in the list, Enter chooses. */
export function ChoiceList(props: ChoiceListProps) {
  const { label, placeholder, text, onTextChange, choices, onChoose, empty } = props;
  const list = useRef<HTMLDivElement>(null);

  /** The library makes no row active on opening, nor after a paste; Enter then means the first one, as it looks. */
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    if (list.current?.querySelector('[data-focused]')) return;
    event.preventDefault();
    event.stopPropagation();
    const first = choices.find(({ isDisabled }) => !isDisabled);
    if (first) onChoose(first.id);
  };

  return (
    <div className={styles.frame} onKeyDownCapture={onKeyDownCapture}>
      <Autocomplete inputValue={text} onInputChange={onTextChange}>
        <TextField
          aria-label={label}
          autoFocus
          autoComplete="off"
          spellCheck="false"
          className={styles.field ?? ''}
        >
          <Input
            // The library leaves out the role, by which a reader knows that the list belongs to the field.
            role="combobox"
            aria-expanded
            className={styles.input ?? ''}
            placeholder={placeholder}
            autoCapitalize="off"
          />
        </TextField>
        <ListBox
          ref={list}
          aria-label={label}
          items={choices}
          shouldFocusWrap
          onAction={(id) => {
            onChoose(String(id));
          }}
          renderEmptyState={() => <div className={styles.empty}>{empty}</div>}
          className={styles.list ?? ''}
        >
          {({ id, title, note, isDisabled }) => (
            <ListBoxItem
              id={id}
              textValue={title}
              isDisabled={isDisabled ?? false}
              className={styles.item ?? ''}
            >
              <span className={styles.title}>{title}</span>
              {note !== undefined && <span className={styles.note}>{note}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Autocomplete>
    </div>
  );
}
