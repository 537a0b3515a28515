import { _electron as electron } from 'playwright';

// Opens the application, leaves a picture of its window once the tree is there, and ends with it. A process of its
// own, because Playwright ends the process it is in on Ctrl+C, before anything could be tidied up.
// Usage: photographed-window.ts PICTURE EXECUTABLE [arguments]
const [picture = '', executablePath = '', ...args] = process.argv.slice(2);

const application = await electron.launch({ executablePath, args });
const child = application.process();
console.log(JSON.stringify({ pid: child.pid }));
child.once('exit', (code) => process.exit(code ?? 1));
process.stdin.on('end', () => void application.close()).resume();

const window = await application.firstWindow();
const timeout = 60_000;
await window.getByRole('treeitem', { name: /^services/ }).waitFor({ timeout });
await window.getByRole('textbox', { name: 'Node data' }).first().waitFor({ timeout });
await window.screenshot({ path: picture });
console.log(JSON.stringify({ picture }));
