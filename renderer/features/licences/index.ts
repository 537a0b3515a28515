export { licenceViews } from './views.ts';
