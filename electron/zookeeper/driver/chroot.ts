/** Paths inside a chroot and as the server sees them. */
export class Chroot {
  readonly #prefix: string;

  /** @param prefix an absolute path without a trailing slash, or the empty string. */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  toServer(path: string): string {
    if (this.#prefix === '') return path;
    return path === '/' ? this.#prefix : this.#prefix + path;
  }

  /** What the server appends a number to: inside the chroot, unlike the path of its root. */
  toServerPrefix(path: string): string {
    return this.#prefix + path;
  }

  /** A path that is not below the chroot, such as that of the ensemble's configuration, stays as it is. */
  toClient(path: string): string {
    if (this.#prefix === '') return path;
    if (path === this.#prefix) return '/';
    return path.startsWith(`${this.#prefix}/`) ? path.slice(this.#prefix.length) : path;
  }
}
