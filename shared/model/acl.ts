/** One entry of a node's access control list (`org.apache.zookeeper.data.ACL`). */
export interface AclEntry {
  readonly scheme: string;
  readonly id: string;
  /** Bits as in `org.apache.zookeeper.ZooDefs.Perms`: read 1, write 2, create 4, delete 8, admin 16. */
  readonly permissions: number;
}

export const permissionBits = { read: 1, write: 2, create: 4, delete: 8, admin: 16 } as const;

export const openAcl: readonly AclEntry[] = [{ scheme: 'world', id: 'anyone', permissions: 31 }];

/** @returns permissions in zkCli's letters, for example `cdrwa`. */
export function formatPermissions(permissions: number): string {
  const letters: readonly (readonly [string, number])[] = [
    ['c', permissionBits.create],
    ['d', permissionBits.delete],
    ['r', permissionBits.read],
    ['w', permissionBits.write],
    ['a', permissionBits.admin],
  ];
  return letters
    .filter(([, bit]) => (permissions & bit) !== 0)
    .map(([letter]) => letter)
    .join('');
}
