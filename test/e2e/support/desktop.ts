import { execFile, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ProcessKeeper } from '../../../build/lib/process-keeper.ts';
import { isMissing } from '../../../electron/storage/file-error.ts';

const execute = promisify(execFile);

/** How long a service may take until it serves. */
const startMs = 10_000;

export interface ShownNotification {
  readonly title: string;
  readonly body: string;
}

export interface DesktopOptions {
  /** The test's own; everything that the services write is in it. */
  readonly folder: string;
  readonly hasKeychain?: boolean;
  readonly hasNotifications?: boolean;
}

/** A desktop session of a test's own: its bus with a keychain (GNOME Keyring) and a notification service (dunst). */
export interface Desktop {
  /** What makes a program part of the session. */
  readonly env: Readonly<Record<string, string>>;
  /** @returns what the service has put on the screen so far, the oldest first. */
  notifications(): Promise<readonly ShownNotification[]>;
  /** Does to the first notification on the screen what a click on it does. */
  activateFirst(): Promise<void>;
  /** Ends the services, by their process ids. */
  end(): Promise<void>;
}

/**
 * Starts a desktop session. It is found by nobody but who is given its `env`, and starts no service by itself.
 * @throws Error when a service does not serve in time
 */
export async function startDesktop({
  folder,
  hasKeychain = true,
  hasNotifications = true,
}: DesktopOptions): Promise<Desktop> {
  const session = new DesktopSession(folder);
  try {
    await session.startBus();
    if (hasKeychain) await session.startKeychain();
    if (hasNotifications) await session.startNotifications();
    return session;
  } catch (error) {
    await session.end();
    throw error;
  }
}

class DesktopSession implements Desktop {
  readonly env: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #bus: string;
  /** What was shown, each text followed by a zero byte. */
  readonly #shown: string;
  readonly #keeper = new ProcessKeeper();
  #output = '';

  constructor(folder: string) {
    this.#folder = folder;
    this.#bus = join(folder, 'run', 'bus');
    this.#shown = join(folder, 'shown');
    this.env = {
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${this.#bus}`,
      // A window manager alone, on which Chromium does not look for a keychain by itself.
      XDG_CURRENT_DESKTOP: 'none',
      DESKTOP_SESSION: '',
      XDG_RUNTIME_DIR: join(folder, 'run'),
      XDG_DATA_HOME: join(folder, 'data'),
      XDG_CONFIG_HOME: join(folder, 'config'),
      XDG_CACHE_HOME: join(folder, 'cache'),
      HOME: folder,
    };
  }

  async startBus(): Promise<void> {
    await mkdir(join(this.#folder, 'run'), { recursive: true, mode: 0o700 });
    const file = join(this.#folder, 'bus.conf');
    await writeFile(file, busConfiguration(this.#bus));
    this.#start('dbus-daemon', [`--config-file=${file}`, '--nofork', '--nopidfile']);
    await this.#until('the session bus', () => this.#ask('GetId'));
  }

  async startKeychain(): Promise<void> {
    const options = ['--foreground', '--unlock', '--components=secrets'];
    const daemon = this.#start('gnome-keyring-daemon', options, 'pipe');
    daemon.stdin?.end('the password of the test');
    await this.#untilOwned('org.freedesktop.secrets');
  }

  async startNotifications(): Promise<void> {
    const script = join(this.#folder, 'shown.sh');
    await writeFile(script, `#!/bin/sh\nprintf '%s\\0%s\\0' "$2" "$3" >> '${this.#shown}'\n`);
    await chmod(script, 0o700);
    const file = join(this.#folder, 'dunstrc');
    await writeFile(file, notificationConfiguration(script));
    this.#start('dunst', ['-config', file]);
    await this.#untilOwned('org.freedesktop.Notifications');
  }

  async notifications(): Promise<readonly ShownNotification[]> {
    const texts = (await readIfThere(this.#shown)).split('\0').slice(0, -1);
    return texts.flatMap((title, i) => (i % 2 === 0 ? [{ title, body: texts[i + 1] ?? '' }] : []));
  }

  async activateFirst(): Promise<void> {
    await execute('dunstctl', ['action', '0'], { env: this.#environment });
  }

  end(): Promise<void> {
    return this.#keeper.end();
  }

  get #environment(): NodeJS.ProcessEnv {
    return { ...process.env, ...this.env };
  }

  #start(
    command: string,
    args: readonly string[],
    stdin: 'ignore' | 'pipe' = 'ignore',
  ): ChildProcess {
    const stdio: SpawnOptions['stdio'] = [stdin, 'pipe', 'pipe'];
    const child = this.#keeper.start(command, args, { env: this.#environment, stdio });
    const note = (text: string) => {
      this.#output += text;
    };
    child.once('error', (error) => note(`${command}: ${error.message}\n`));
    child.stdout?.setEncoding('utf8').on('data', note);
    child.stderr?.setEncoding('utf8').on('data', note);
    return child;
  }

  #untilOwned(name: string): Promise<void> {
    return this.#until(name, async () =>
      (await this.#ask('NameHasOwner', `string:${name}`)).includes('boolean true'),
    );
  }

  async #until(what: string, isReady: () => Promise<unknown>): Promise<void> {
    const deadline = Date.now() + startMs;
    while (!(await isReady().catch(() => false))) {
      if (Date.now() > deadline) throw new Error(`No sign of ${what}.\n${this.#output}`);
      await delay(50);
    }
  }

  /** Calls the bus itself. @throws Error when it does not answer */
  async #ask(method: string, ...args: readonly string[]): Promise<string> {
    const name = 'org.freedesktop.DBus';
    const { stdout } = await execute(
      'dbus-send',
      [
        '--session',
        '--print-reply',
        '--reply-timeout=2000',
        `--dest=${name}`,
        '/',
        `${name}.${method}`,
        ...args,
      ],
      { env: this.#environment },
    );
    return stdout;
  }
}

/** It names no folder of services, so that none is started which the test has not. */
function busConfiguration(socket: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}

/** Notifications stay until they are answered, and each one that comes onto the screen is told to the script. */
function notificationConfiguration(script: string): string {
  return `[global]
    origin = top-right
    offset = 24x24
    width = 360
    markup = full
    format = "<b>%s</b>\\n%b"
    icon_position = left
    max_icon_size = 48
    notification_limit = 10
    sort = no
    show_indicators = no
    corner_radius = 6
[told]
    summary = "*"
    script = ${script}
    timeout = 0
`;
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
}
