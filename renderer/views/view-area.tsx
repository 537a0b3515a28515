import { Suspense, type ReactNode } from 'react';
import { PanelBoundary } from './panel-boundary.tsx';
import type { PanelView, PartView } from './view.ts';
import { usePartViews } from './registry.ts';

/** A panel by itself: a fault in it stays in it, and what is loaded for it is not waited for by the others. */
export function PanelArea({ view }: { readonly view: PanelView }) {
  const { component: Content, useSubject = useNothing } = view;
  const subject = useSubject();
  return (
    <PanelBoundary shows={subject}>
      <Suspense>
        <Content />
      </Suspense>
    </PanelBoundary>
  );
}

/** The small parts that features put into a place. */
export function Parts({ place }: { readonly place: PartView['place'] }): ReactNode {
  return usePartViews(place).map(({ id, component: Content }) => (
    <Suspense key={id}>
      <Content />
    </Suspense>
  ));
}

function useNothing(): null {
  return null;
}
