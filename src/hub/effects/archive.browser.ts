/** Archives in browsers, which have no program that packs one. */
import { refuse } from '../../core/errors.ts';

/** @throws Refusal `unsimulated` */
export async function packed(): Promise<Uint8Array> {
  const why = 'a directory is read as an archive, and a browser has no program that packs one';
  throw refuse('unsimulated', { what: 'reading a directory', why });
}
