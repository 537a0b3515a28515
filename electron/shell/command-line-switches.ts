/**
 * Switches by which Chromium or Node opens a door into the application: a debugger that any program of the machine can
 * use, or rules of the web that are not held. A packaged application takes none of them, whoever starts it.
 */
const refusedSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-debugging-socket-name',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-publish-uid',
  'debug-port',
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-file-access-from-files',
  'load-extension',
  'renderer-cmd-prefix',
  'renderer-startup-dialog',
  'utility-cmd-prefix',
  'gpu-launcher',
] as const;

/** Electron's `app.commandLine`, as far as it is needed here. */
export interface CommandLine {
  removeSwitch(name: string): void;
}

/** Takes the switches off. Chromium acts on them once the main script has run, so this has to come first in it. */
export function refuseDebugSwitches(commandLine: CommandLine): void {
  for (const name of refusedSwitches) commandLine.removeSwitch(name);
}
