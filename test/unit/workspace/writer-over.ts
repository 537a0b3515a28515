import { LearntLimit } from '../../../electron/workspace/write/request-limit.ts';
import { Writer, type WriterOptions } from '../../../electron/workspace/write/writer.ts';
import type { ZooKeeperSession } from '../../../electron/zookeeper/port.ts';

/** @returns a writer over one session, with the options of a window without a chroot where none are given. */
export function writerOver(
  session: ZooKeeperSession,
  options: Partial<WriterOptions> = {},
): Writer {
  return new Writer({
    session: () => session,
    chroot: '',
    isReadOnly: false,
    limit: new LearntLimit(options.chroot ?? ''),
    known: () => null,
    show: () => Promise.resolve(),
    ...options,
  });
}
