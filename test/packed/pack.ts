/** Builds and packs the package once, as it would be published, for the projects that install it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The packed package. */
    readonly tarball: string;
    /** Where projects are copied to: far from this one, whose packages they must not find. */
    readonly workplace: string;
  }
}

export function setup({ provide }: TestProject): () => void {
  const workplace = mkdtempSync(join(tmpdir(), 'cocalc-mock-hub-packed-'));
  // Packing builds, by the script `prepare`.
  const packed = spawnSync('npm', ['pack', '--json', '--pack-destination', workplace], { encoding: 'utf8' });
  if (packed.status !== 0) throw new Error(`npm pack failed:\n${packed.stdout}${packed.stderr}`);
  const [name] = /cocalc-mock-hub-[\w.-]+\.tgz/.exec(packed.stdout) ?? [''];
  provide('tarball', join(workplace, name));
  provide('workplace', workplace);
  return () => rmSync(workplace, { recursive: true, force: true });
}
