import { Component, type ErrorInfo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/index.ts';
import styles from './panel-boundary.module.css';

export interface PanelBoundaryProps {
  readonly children: ReactNode;
  /** What the panel shows, such as a path: a fault is over once that is something else. */
  readonly shows?: string | null;
}

interface PanelBoundaryState {
  readonly incident: string | null;
  readonly shows: string | null;
}

/** Keeps a fault of one panel from taking the window with it: the panel says so and can be loaded again. */
export class PanelBoundary extends Component<PanelBoundaryProps, PanelBoundaryState> {
  override state: PanelBoundaryState = { incident: null, shows: this.props.shows ?? null };

  static getDerivedStateFromProps(
    { shows = null }: PanelBoundaryProps,
    state: PanelBoundaryState,
  ): PanelBoundaryState | null {
    return shows === state.shows ? null : { incident: null, shows };
  }

  static getDerivedStateFromError(): Pick<PanelBoundaryState, 'incident'> {
    return { incident: crypto.randomUUID().slice(0, 8) };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    // The main process writes the renderer's console to the log, where the id finds the stack.
    console.error(`incident ${String(this.state.incident)}`, error, info.componentStack);
  }

  override render(): ReactNode {
    const { incident } = this.state;
    if (incident === null) return this.props.children;
    return <PanelFault incident={incident} onReload={() => this.setState({ incident: null })} />;
  }
}

interface PanelFaultProps {
  readonly incident: string;
  readonly onReload: () => void;
}

function PanelFault({ incident, onReload }: PanelFaultProps) {
  const { t } = useTranslation();
  return (
    <div role="alert" className={styles.fault}>
      <p>{t('app.panelFailed', { incident })}</p>
      <Button onPress={onReload}>{t('app.reloadPanel')}</Button>
    </div>
  );
}
