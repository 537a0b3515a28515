import type { View } from '../../views/index.ts';
import { Palette } from './palette.tsx';

export const paletteViews: readonly View[] = [
  { kind: 'dialog', id: 'palette', component: Palette },
];
