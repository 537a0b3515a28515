import { buildApplication } from './lib/application-build.ts';

await buildApplication();
