/** Where the projects of a hub are laid out: in one folder of the operating system's for temporary files, which does not outlive this process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Owner } from './open-folder.ts';
import { unavailable } from './runtime.ts';

/**
 * Removes a folder once its input ends, which it does with the process that holds the other end, however that ends. Commands are killed
 * at the same moment, so a second try may be needed. Permissions that they took away from themselves are given back; to
 * root nothing is forbidden, and for root `chmod` would follow a link that was put there meanwhile.
 */
const REMOVER = `
read -r _
for i in 1 2 3 4 5 6 7 8 9 10; do
  [ "$(id -u)" = 0 ] || chmod -R u+rwx "$1" 2>/dev/null
  rm -rf -- "$1" 2>/dev/null && exit
  sleep 0.2
done
`;

/** File systems that note each change of a file in its times, also one through mapped memory. [statfs(2)] */
const NOTING = [
  0xef53, // ext4
  0x58465342, // xfs
  0x9123683e, // btrfs
  0xf2f52010, // f2fs
  0x2fc12fc1, // zfs
  0x794c7630, // overlay of one of these
];

export class PlacesOnDisk {
  readonly owner: Owner | undefined;
  readonly #path: string;
  readonly #remover: ChildProcess;
  readonly notesChanges: boolean;
  #made = 0;

  /**
   * @param owner whom what is laid out belongs to, where that is not this process.
   * @throws Refusal by name when the folder for temporary files is closed to that one.
   */
  constructor(owner: Owner | undefined) {
    this.owner = owner;
    if (owner !== undefined) checkReachable(owner, tmpdir());
    this.#path = mkdtempSync(join(tmpdir(), 'cocalc-mock-hub-'));
    if (owner !== undefined) chownSync(this.#path, owner.uid, owner.gid);
    this.notesChanges = NOTING.includes(statfsSync(this.#path).type);
    this.#remover = remover(this.#path);
  }

  /** A new folder that nobody else can enter. */
  make(): string {
    this.#made += 1;
    const path = join(this.#path, String(this.#made));
    mkdirSync(path, { mode: 0o700 });
    if (this.owner !== undefined) chownSync(path, this.owner.uid, this.owner.gid);
    return path;
  }

  /** Removes a folder that nobody uses any more, while others go on. */
  remove(path: string): void {
    remover(path).stdin?.end();
  }

  /** Removes all of them. */
  close(): void {
    this.#remover.stdin?.end();
  }
}

function checkReachable(owner: Owner, path: string): void {
  if ((statSync(path).mode & 0o001) === 0) {
    throw unavailable(
      `${path} is closed to the account ${owner.uid}, as which commands run where the hub is root; set TMPDIR to another folder`,
    );
  }
  if (dirname(path) !== path) checkReachable(owner, dirname(path));
}

function remover(path: string): ChildProcess {
  const child = spawn('/bin/sh', ['-c', REMOVER, 'sh', path], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'ignore', 'ignore'],
    // Signals to the group of this process, as Ctrl+C sends them, are not for it.
    detached: true,
  });
  // Without it the folder stays, which is no reason to fail.
  child.on('error', () => {});
  child.stdin?.on('error', () => {});
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  return child;
}
