/** How files are told not to have changed, without reading them again. */
import type { Stats } from './open-folder.ts';

type Stamp = Pick<Stats, 'ino' | 'ctimeNs'>;

/**
 * The files of a folder that were read, by what changes when anything of them changes: which file it is, and when its
 * entry was changed last, which nobody can set.
 *
 * Only a file gets a stamp that was changed a while before: of two changes within one tick of the file system's clock the second does
 * not show. Nor does one through memory that was mapped before: no file gets a stamp while other commands run.
 */
export class Stamps {
  readonly #files = new Map<string, Stamp>();
  readonly #folders = new Map<string, Stamps>();

  set(name: string, stats: Stats): void {
    this.#files.set(name, { ino: stats.ino, ctimeNs: stats.ctimeNs });
  }

  isOf(name: string, { ino, ctimeNs }: Stats): boolean {
    const known = this.#files.get(name);
    return known !== undefined && known.ctimeNs === ctimeNs && known.ino === ino;
  }

  folder(name: string): Stamps {
    return this.#folders.get(name) ?? new Stamps();
  }

  setFolder(name: string, stamps: Stamps): void {
    this.#folders.set(name, stamps);
  }

  /** Forgets what has been changed from outside. */
  forget(name: string): void {
    this.#files.delete(name);
  }
}
