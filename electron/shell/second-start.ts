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

/**
 * @param args the whole command line without the executable
 * @returns what a second start hands to the process that runs already; its command line has been checked.
 */
export function handedOver(
  { connect, path, readOnly }: Launch,
  args: readonly string[],
): Record<string, unknown> {
  return {
    readOnly,
    args,
    ...(connect !== undefined && { connect }),
    ...(path !== undefined && { path }),
  };
}

/** @returns what a second start asks for; nothing, where what it handed over cannot be understood. */
export function receivedStart(data: unknown): SecondStart {
  const parsed = startSchema.safeParse(data);
  return parsed.success ? parsed.data : { readOnly: false };
}

/** Starts the application again when this process, which is ending, has ended: with it goes the lock on its folder. */
export function startAgain({ args = [] }: Pick<SecondStart, 'args'>): void {
  // What runs out of an AppImage is gone with it.
  const execPath = process.env.APPIMAGE;
  // Chromium puts the switches ahead of everything else.
  app.relaunch({ args: [...withJoinedValues(args)], ...(execPath !== undefined && { execPath }) });
}
