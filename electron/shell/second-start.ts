import { z } from 'zod';
import type { LaunchOptions } from '../../shared/command-line.ts';
import { connectTargetSchema } from '../../shared/model/connection.ts';

type Launch = Pick<LaunchOptions, 'connect' | 'path' | 'readOnly'>;

const launchSchema = z.object({
  connect: connectTargetSchema.exactOptional(),
  path: z.string().exactOptional(),
  readOnly: z.boolean(),
}) satisfies z.ZodType<Launch>;

/** @returns what a second start hands to the process that runs already; its command line has been checked. */
export function handedOver({ connect, path, readOnly }: Launch): Record<string, unknown> {
  return {
    readOnly,
    ...(connect !== undefined && { connect }),
    ...(path !== undefined && { path }),
  };
}

/** @returns what a second start asks for; nothing, where what it handed over cannot be understood. */
export function receivedLaunch(data: unknown): Launch {
  const parsed = launchSchema.safeParse(data);
  return parsed.success ? parsed.data : { readOnly: false };
}
