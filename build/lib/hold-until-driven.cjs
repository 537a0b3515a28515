// Loaded by Electron before the application, when a driver such as Playwright starts it (see `drivenArguments`). The
// application gets ready only when the driver is attached: a window that comes into being meanwhile can leave both
// waiting for each other for ever, and which of its contents the driver then finds first is left to chance.
const { app } = require('electron');

/** In case something else than Playwright starts it in the same way. */
const longestMs = 10_000;

// How Playwright starts every Electron.
if (['--inspect=0', '--remote-debugging-port=0'].every((each) => process.argv.includes(each))) {
  const ready = app.whenReady();
  const driven = new Promise((resolve) => {
    // Playwright calls this at the end of its launch, as it does with its own loader, which it uses only where it
    // chooses the executable itself.
    globalThis.__playwright_run = resolve;
    setTimeout(resolve, longestMs);
  });
  app.whenReady = async () => {
    await Promise.all([ready, driven]);
  };
}
