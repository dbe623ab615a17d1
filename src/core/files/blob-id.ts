/** What a hub calls what it keeps of files. [backend/misc_node.ts uuidsha1] */
import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** The SHA-1 of the content in the form of a UUID of version 4. */
export function blobId(content: Uint8Array): string {
  const hash = bytesToHex(sha1(content));
  const variant = ((Number.parseInt(hash.charAt(15), 16) & 0b0011) | 0b1000).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(12, 15)}`,
    variant + hash.slice(16, 19),
    hash.slice(19, 31),
  ].join('-');
}
