/** Texts as UTF-8. Short ones share a buffer: a buffer for each takes longer to make, and to collect, than the rest of a write. */

const encoder = new TextEncoder();

/** As Node has it for its own. A short text that stays may keep so much of others. */
const POOL_BYTES = 8192;
const LONGEST_SHARED = POOL_BYTES / 8;
/** A UTF-16 unit takes no more. */
const MOST_BYTES_OF_UNIT = 3;

let pool = new Uint8Array(POOL_BYTES);
let free = 0;

/** The bytes of the text; half a pair of surrogates becomes U+FFFD. */
export function utf8Of(text: string): Uint8Array<ArrayBuffer> {
  if (text.length > LONGEST_SHARED / MOST_BYTES_OF_UNIT) return encoder.encode(text);
  if (POOL_BYTES - free < text.length * MOST_BYTES_OF_UNIT) {
    pool = new Uint8Array(POOL_BYTES);
    free = 0;
  }
  const { written } = encoder.encodeInto(text, new Uint8Array(pool.buffer, free));
  const bytes = new Uint8Array(pool.buffer, free, written);
  free += written;
  return bytes;
}
