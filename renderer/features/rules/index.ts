export { ruleViews } from './views.ts';
