export { createViews } from './views.ts';
