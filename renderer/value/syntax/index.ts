export { checkBeforeSave, findNewMarkers } from './check-before-save.ts';
export type { SyntaxProblem } from './find-syntax-problem.ts';
export { SaveAnywayDialog } from './save-anyway-dialog.tsx';
