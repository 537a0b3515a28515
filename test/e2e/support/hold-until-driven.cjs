// Loaded by Electron before the application. The application gets ready only when Playwright is attached: a window
// that comes into being while Playwright attaches can leave both waiting for each other for ever.
// Playwright calls this function at the end of its launch, as it does with its own loader, which it uses only where it
// chooses the executable itself.
const { app } = require('electron');

const ready = app.whenReady();
const driven = new Promise((resolve) => {
  globalThis.__playwright_run = resolve;
});
app.whenReady = async () => {
  await Promise.all([ready, driven]);
};
