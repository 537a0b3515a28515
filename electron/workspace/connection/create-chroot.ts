import type { ConnectionProfile } from '../../../shared/model/connection.ts';
import { isFailure } from '../../zookeeper/errors.ts';
import { LearntLimit } from '../write/request-limit.ts';
import { Writer } from '../write/writer.ts';
import type { Dialer } from './dialer.ts';

/**
 * Creates the chroot of a profile as a persistent node, with its missing parents. A session inside a chroot cannot
 * name it, so this takes a session of its own; one that somebody else has created meanwhile will do as well.
 * @throws ZooKeeperError READ_ONLY_LOCK; as `Dialer.connect` and `Writer.create`.
 */
export async function createChroot(
  dialer: Pick<Dialer, 'connect'>,
  profile: ConnectionProfile,
): Promise<void> {
  const { servers, chroot } = profile.target;
  const session = await dialer.connect({ ...profile, target: { servers, chroot: '' } });
  const writer = new Writer({
    session: () => session,
    chroot: '',
    isReadOnly: profile.readOnly,
    limit: new LearntLimit(''),
    known: () => null,
    // The window shows nothing outside its chroot.
    show: () => Promise.resolve(),
  });
  try {
    await writer.create({ path: chroot, data: null, mode: 'persistent' }, true);
  } catch (error) {
    if (!isFailure(error, 'NODE_EXISTS')) throw error;
  } finally {
    await session.close();
  }
}
