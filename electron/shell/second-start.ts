import { app } from 'electron';
import { z } from 'zod';
import { withJoinedValues, type LaunchOptions } from '../../shared/command-line.ts';
import { connectTargetSchema } from '../../shared/model/connection.ts';

type Launch = Pick<LaunchOptions, 'connect' | 'path' | 'readOnly'>;

/** A start that found the application running. */
export interface SecondStart extends Launch {
  /** How it was started, without the executable, to be started so again; nothing where that is not known. */
  readonly args?: readonly string[];
}

const startSchema = z.object({
  connect: connectTargetSchema.exactOptional(),
  path: z.string().exactOptional(),
  readOnly: z.boolean(),
  args: z.array(z.string()).exactOptional(),
}) satisfies z.ZodType<SecondStart>;

const messageSchema = z.object({ start: z.string() });

/**
 * One text without a space or a sign beyond ASCII: on its way Electron loses blanks and line feeds beside a zero byte,
 * and a list of ten, for example, is written as such a pair. The other process then gets null.
 * @param args the whole command line without the executable
 * @returns what a second start hands to the process that runs already; its command line has been checked.
 */
export function handedOver(
  { connect, path, readOnly }: Launch,
  args: readonly string[],
): Record<string, unknown> {
  const start = {
    readOnly,
    args,
    ...(connect !== undefined && { connect }),
    ...(path !== undefined && { path }),
  };
  return { start: encodeURIComponent(JSON.stringify(start)) };
}

/** @returns what a second start asks for; nothing, where what it handed over cannot be understood. */
export function receivedStart(data: unknown): SecondStart {
  const message = messageSchema.safeParse(data);
  const start = message.success ? parse(message.data.start) : undefined;
  const parsed = startSchema.safeParse(start);
  return parsed.success ? parsed.data : { readOnly: false };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(text));
  } catch {
    return undefined;
  }
}

/** Starts the application again when this process, which is ending, has ended: with it goes the lock on its folder. */
export function startAgain({ args = [] }: Pick<SecondStart, 'args'>): void {
  // What runs out of an AppImage is gone with it.
  const execPath = process.env.APPIMAGE;
  // Chromium puts the switches ahead of everything else.
  app.relaunch({ args: [...withJoinedValues(args)], ...(execPath !== undefined && { execPath }) });
}
