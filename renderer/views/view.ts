import type { ParseKeys } from 'i18next';
import type { ComponentType } from 'react';
import type { CommandSet } from '../commands/index.ts';
import type { DialogId, DialogProps } from '../stores/dialog-store.ts';
import type { ShownNode } from './shown-node.ts';

interface ViewFacts {
  /** What is done with it, registered with it. */
  readonly commands?: CommandSet;
}

/**
 * Where a panel stands: at the left; above in the middle; below that. Panels of one place stand side by side, in the
 * order of their registration.
 */
export type PanelPlace = 'left' | 'center' | 'bottom';

/** A region of the workbench. */
export interface PanelView extends ViewFacts {
  readonly kind: 'panel';
  readonly id: string;
  readonly place: PanelPlace;
  readonly titleKey: ParseKeys;
  /** Lazy where it is heavy. */
  readonly component: ComponentType;
  /** Along the direction in which the panels of its place stand, in pixels or as a percentage of them all. */
  readonly size: { readonly initial?: number | string; readonly minPx: number };
  readonly isCollapsible?: boolean;
  /** Names the line that it is resized by. */
  readonly resizeKey?: ParseKeys;
  /** Shown only once it is asked for by `showPanel`, and until `hidePanel`; otherwise it is always there. */
  readonly isOnRequest?: boolean;
  /** What the panel shows at the moment, such as a path: a fault of the panel is over once that is something else. */
  readonly useSubject?: () => string | null;
}

/** What a tab about the open node is given. */
export interface NodeTabProps {
  readonly node: ShownNode;
  /** The node is not there, and nothing was typed that could bring it back. */
  readonly isGone: boolean;
}

/** A tab about the open node. */
export interface TabView extends ViewFacts {
  readonly kind: 'tab';
  readonly id: string;
  readonly place: 'node';
  readonly titleKey: ParseKeys;
  readonly component: ComponentType<NodeTabProps>;
  /** Stands beside the other tabs where there is room; the data do. */
  readonly isBeside?: boolean;
  /** Whether there is something to show about this node; always, without it. */
  readonly isAvailable?: (props: NodeTabProps) => boolean;
}

/** A modal dialog; `openDialog` opens it. */
export interface DialogViewOf<Id extends DialogId> extends ViewFacts {
  readonly kind: 'dialog';
  readonly id: Id;
  readonly component: ComponentType<DialogProps[Id]>;
}

export type DialogView = { [Id in DialogId]: DialogViewOf<Id> }[DialogId];

/** Something small that a feature puts into a region of another: a button of the node, the progress of work. */
export interface PartView extends ViewFacts {
  readonly kind: 'part';
  readonly id: string;
  readonly place: 'nodeHeader' | 'abovePanels' | 'notices';
  readonly component: ComponentType;
}

/** What a feature shows, with its place in the window. */
export type View = PanelView | TabView | DialogView | PartView;
