import type { ConnectionSettings } from './connection.ts';

export type Language = 'en' | 'zh-CN';

/** What is remembered from one start to the next. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  readonly language: 'system' | Language;
  /** Sizes and states of panels, owned and checked by the renderer. */
  readonly panels: Readonly<Record<string, unknown>>;
}

/** The settings with what follows from them. */
export interface SettingsSnapshot {
  readonly settings: Settings;
  /** Resolved from `--lang`, the settings and the system, in this order. */
  readonly language: Language;
}

/** What the window needs to know before its first paint. */
export interface Startup {
  readonly version: string;
  readonly platform: 'darwin' | 'win32' | 'linux';
  /** Resolved from `--lang`, the settings and the system, in this order. */
  readonly language: Language;
  readonly settings: Settings;
  /** A connection that the command line or the page before this one asked for, to be opened without a dialog. */
  readonly connect?: ConnectionSettings;
  /** Of that connection, where it has one. */
  readonly profileId?: string;
  /** The command line asked for every connection of this page to be read-only. */
  readonly readOnly: boolean;
  /** The znode to go to first: in the connection that is opened, or is open already. */
  readonly path?: string;
  /** The page crashed and was loaded again. */
  readonly isAfterCrash?: boolean;
  /** One English sentence about a bad value on the command line. */
  readonly problem?: string;
}

/** Items of the application menu that the renderer carries out; ids of its command registry. */
export interface MenuCommand {
  readonly id: string;
}
