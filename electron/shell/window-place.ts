import { join } from 'node:path';
import { JsonFile } from '../storage/json-file.ts';
import type { ReportProblem } from '../storage/storage-problem.ts';
import { windowPlaceSchema, type WindowPlace } from './window-bounds.ts';

/** Opens the file that remembers where the window stood. */
export function openWindowPlace(
  folder: string,
  report: ReportProblem,
): Promise<JsonFile<WindowPlace | null>> {
  return JsonFile.open({
    file: join(folder, 'window.json'),
    schema: windowPlaceSchema,
    initial: null,
    report,
    clock: Date.now,
  });
}
