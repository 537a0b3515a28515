import { Fragment, type ReactNode } from 'react';
import type { ParseKeys } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator } from 'react-resizable-panels';
import {
  PanelArea,
  PanelBoundary,
  Parts,
  useRememberedLayout,
  useShownPanels,
  type PanelView,
} from '../views/index.ts';
import { Toolbar } from './toolbar.tsx';
import styles from './workbench.module.css';

/** Places are remembered among the views that they stand beside, so their names are not those of views. */
const middlePlace = 'place.middle';
const centerPlace = 'place.center';
const bottomPlace = 'place.bottom';

/**
 * The registered panels, each in its place: one column at the left; in the middle the center above the bottom. Panels
 * of one place stand side by side, so that what is watched and what it brings are seen together.
 */
export function Workbench() {
  const left = useShownPanels('left');
  const columns = useRememberedLayout([...left.map(({ id }) => id), middlePlace]);
  return (
    <>
      <Toolbar />
      <PanelBoundary>
        <Parts place="abovePanels" />
      </PanelBoundary>
      <Group className={styles.panels ?? ''} orientation="horizontal" {...columns}>
        {left.map((view) => (
          <Fragment key={view.id}>
            <ViewPanel view={view} keepsPixels />
            <Line isColumn labelKey={view.resizeKey} />
          </Fragment>
        ))}
        <Panel id={middlePlace} minSize={320}>
          <Middle />
        </Panel>
      </Group>
    </>
  );
}

function Middle() {
  const center = useShownPanels('center');
  const bottom = useShownPanels('bottom');
  const rows = useRememberedLayout([centerPlace, bottomPlace]);
  return (
    <Group orientation="vertical" {...rows}>
      <Panel id={centerPlace} minSize={160}>
        <Row views={center} />
      </Panel>
      <Line isColumn={false} labelKey="app.resizeBottom" />
      <Panel
        id={bottomPlace}
        defaultSize={280}
        minSize={96}
        collapsible
        groupResizeBehavior="preserve-pixel-size"
      >
        <Row views={bottom} />
      </Panel>
    </Group>
  );
}

/** Panels side by side, with a line before each but the first. */
function Row({ views }: { readonly views: readonly PanelView[] }) {
  const layout = useRememberedLayout(views.map(({ id }) => id));
  return (
    <Group orientation="horizontal" {...layout}>
      {views.map((view, index) => (
        <Fragment key={view.id}>
          {index > 0 && <Line isColumn labelKey={view.resizeKey} />}
          <ViewPanel view={view} />
        </Fragment>
      ))}
    </Group>
  );
}

interface ViewPanelProps {
  readonly view: PanelView;
  /** Whether it stays as wide as it is when the window becomes wider. */
  readonly keepsPixels?: boolean;
}

function ViewPanel({ view, keepsPixels = false }: ViewPanelProps) {
  const { id, size, isCollapsible = false } = view;
  return (
    <Panel
      id={id}
      className={styles.panel ?? ''}
      minSize={size.minPx}
      collapsible={isCollapsible}
      {...(size.initial !== undefined && { defaultSize: size.initial })}
      {...(keepsPixels && { groupResizeBehavior: 'preserve-pixel-size' })}
    >
      <PanelArea view={view} />
    </Panel>
  );
}

interface LineProps {
  /** Whether it stands between columns. */
  readonly isColumn: boolean;
  readonly labelKey: ParseKeys | undefined;
}

function Line({ isColumn, labelKey }: LineProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Separator
      className={(isColumn ? styles.columnSeparator : styles.rowSeparator) ?? ''}
      {...(labelKey !== undefined && { 'aria-label': t(labelKey) })}
    />
  );
}
