import { buildApplication } from './lib/application-build.ts';
import { readOptions } from './lib/options.ts';

readOptions({ command: 'npm run build', summary: 'Builds the application into dist/.' });
await buildApplication();
