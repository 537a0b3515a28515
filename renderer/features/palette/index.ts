export { paletteViews } from './views.ts';
