import styles from './switch.module.css';

export interface SwitchProps {
  /** The accessible name; what it switches stands beside it. */
  readonly label: string;
  /** The id of what describes it further. */
  readonly descriptionId?: string;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
}

/** For what takes effect at once. As the checkbox, the platform's own element lies unseen over what is drawn. */
export function Switch({ label, descriptionId, isSelected, onChange }: SwitchProps) {
  return (
    <span className={styles.switch}>
      <input
        type="checkbox"
        role="switch"
        aria-label={label}
        aria-describedby={descriptionId}
        className={styles.input}
        checked={isSelected}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={styles.track} aria-hidden />
    </span>
  );
}
