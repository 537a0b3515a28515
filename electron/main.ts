import { join } from 'node:path';
import { app, clipboard, nativeTheme, safeStorage } from 'electron';
import { parseCommandLine, usage, type LaunchOptions } from '../shared/command-line.ts';
import type { Settings } from '../shared/model/application.ts';
import { App } from './app/app.ts';
import { endInOrder } from './shell/application-end.ts';
import { appOrigin } from './shell/app-files.ts';
import { registerAppScheme, serveAppFiles } from './shell/app-protocol.ts';
import { AppWindows } from './shell/app-windows.ts';
import { setApplicationMenu } from './shell/application-menu.ts';
import { refuseDebugSwitches } from './shell/command-line-switches.ts';
import { createWindow, showWindow } from './shell/create-window.ts';
import { hardenPages, hardenSession } from './shell/hardening.ts';
import { IpcTransport } from './shell/ipc-transport.ts';
import { LanguageChoice } from './shell/language.ts';
import { ownArguments } from './shell/launch.ts';
import { Log } from './shell/log.ts';
import { Mailbox } from './shell/mailbox.ts';
import { DesktopNotifications } from './shell/notifications.ts';
import { resolveNoNames } from './shell/network-wall.ts';
import { builtIcon, builtNotices, builtPages, findPage } from './shell/page-address.ts';
import { choosePasswordStore } from './shell/password-store.ts';
import { surviveBugs } from './shell/process-guards.ts';
import { quitAfter } from './shell/quit.ts';
import { reportStorageProblems } from './shell/storage-problems.ts';
import { handedOver, receivedStart, startAgain } from './shell/second-start.ts';
import { SystemKeychain } from './shell/system-keychain.ts';
import { openWindowPlace } from './shell/window-place.ts';
import { Storage } from './storage/storage.ts';
import { createSessionFactory } from './zookeeper/session-factory.ts';
import { readLicenceNotices } from './shell/licence-notices.ts';

main();

function main(): void {
  if (app.isPackaged) refuseDebugSwitches(app.commandLine);
  const appPath = app.isPackaged ? undefined : app.getAppPath();
  const commandLine = parseCommandLine(ownArguments(process.argv, appPath, process.cwd()));
  switch (commandLine.kind) {
    case 'help':
      process.stdout.write(`${usage}\n`);
      return process.exit(0);
    case 'version':
      process.stdout.write(`${app.getVersion()}\n`);
      return process.exit(0);
    case 'problem':
      process.stderr.write(`${commandLine.problem}\n`);
      return process.exit(2);
    case 'run':
      // Two processes would write the same files: the one that runs already is handed what was asked for.
      if (!app.requestSingleInstanceLock(handedOver(commandLine, process.argv.slice(1))))
        return app.exit(0);
      // Without a window there is nobody to show an incident to, and nothing to keep running for.
      start(commandLine).catch((error: unknown) => {
        process.stderr.write(`Treekeeper could not start: ${String(error)}\n`);
        app.exit(1);
      });
  }
}

async function start(options: LaunchOptions): Promise<void> {
  const folder = app.getPath('userData');
  const log = new Log({
    folder: join(folder, 'logs'),
    ...(app.isPackaged ? {} : { echo: (line) => console.error(line) }),
  });
  // What happens before there are windows waits for them.
  const windows = new Mailbox<AppWindows>();
  surviveBugs(log, (incident) => windows.deliver((opened) => opened.reportIncident(incident)));
  app.on('second-instance', (_event, _argv, _folder, data) => {
    windows.deliver((opened) => opened.takeOver(receivedStart(data)));
  });
  // By this id, which is the installer's too, Windows knows whose notifications it shows.
  app.setAppUserModelId('org.treekeeper.Treekeeper');
  registerAppScheme();
  // Chromium's own menus and formats follow it too, where the system's language differs.
  if (options.language !== undefined) app.commandLine.appendSwitch('lang', options.language);
  const passwordStore = choosePasswordStore(process.platform, process.env);
  if (passwordStore !== null && !app.commandLine.hasSwitch('password-store')) {
    app.commandLine.appendSwitch('password-store', passwordStore);
  }
  // The call would take --no-sandbox off again, without which Chromium does not run as root.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  const address = findPage();
  if (address.origin === appOrigin) resolveNoNames(app.commandLine);
  hardenPages([address.url, address.stripUrl], log);

  const report = reportStorageProblems(log, (problem) => {
    windows.deliver((opened) => opened.reportStorageProblem(problem));
  });
  const [storage, place] = await Promise.all([
    Storage.open({ folder, report, keychain: new SystemKeychain(safeStorage, process.platform) }),
    openWindowPlace(folder, report),
    app.whenReady(),
  ]);
  await hardenSession(log, address.origin === appOrigin);
  serveAppFiles(builtPages);

  const settings = storage.settings.get();
  const language = new LanguageChoice(
    options.language,
    settings.language,
    app.getPreferredSystemLanguages(),
  );
  const resolveLanguage = (current: Settings) => language.resolve(current.language);
  const applySettings = (current: Settings) => {
    nativeTheme.themeSource = current.theme;
    setApplicationMenu(resolveLanguage(current), {
      platform: process.platform,
      developer: !app.isPackaged,
      logFile: log.file,
      runCommand: (id) => windows.deliver((opened) => opened.runCommand(id)),
      runTabCommand: (command) => windows.deliver((opened) => opened.current?.run(command)),
      develop: (action) => windows.deliver((opened) => opened.develop(action)),
    });
  };
  applySettings(settings);

  const notifier = new DesktopNotifications({
    icon: builtIcon,
    language: () => resolveLanguage(storage.settings.get()),
    onClick: (notice) => windows.deliver((opened) => opened.answerNotice(notice)),
  });
  const treekeeper = new App({
    sessions: createSessionFactory(),
    storage,
    notifier,
    services: {
      applySettings,
      writeClipboard: (text) => clipboard.writeText(text),
      readNotices: () => readLicenceNotices(builtNotices),
    },
    reportBug: (error, where) => log.incident(error, where),
    resolveLanguage,
  });
  const opened = new AppWindows({
    isReadOnly: options.readOnly,
    startAgain,
    app: treekeeper,
    address,
    transport: new IpcTransport(log),
    log,
    version: app.getVersion(),
    devTools: !app.isPackaged,
    createWindow: (beside) =>
      createWindow({ icon: builtIcon, place, devTools: !app.isPackaged, beside }),
    showWindow: (window) => showWindow(window, place),
  });
  const end = {
    interrupt: () => treekeeper.tasks.dispose(),
    endSessions: async () => {
      await opened.ended();
      await treekeeper.dispose();
    },
    write: async () => {
      await Promise.all([storage.flush(), place.flush()]);
    },
  };
  quitAfter({ onBegin: () => opened.refuse(), end: () => endInOrder(end, log) });
  const shown = opened.open(options);
  windows.open(opened);
  await shown;
}
