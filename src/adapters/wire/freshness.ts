/** Entity tags of Next.js, and whether a client has an answer already. [npm next lib/etag; npm fresh@0.5] */
import type { WireRequest } from './request.ts';

/** `"…"`: a hash of 52 bits and the length, both in base 36. */
export function strongTag(text: string): string {
  return `"${hash52(text).toString(36)}${text.length.toString(36)}"`;
}

/** FNV-1a of the UTF-16 units, in four words of 16 bits, of which the highest four bits are dropped. */
function hash52(text: string): number {
  let [v0, v1, v2, v3] = [0x2325, 0x8422, 0x9ce4, 0xcbf2];
  for (let at = 0; at < text.length; at += 1) {
    v0 ^= text.charCodeAt(at);
    const t0 = v0 * 435;
    const t1 = v1 * 435 + (t0 >>> 16);
    const t2 = v2 * 435 + (v0 << 8) + (t1 >>> 16);
    const t3 = v3 * 435 + (v1 << 8) + (t2 >>> 16);
    [v0, v1, v2, v3] = [t0 & 0xffff, t1 & 0xffff, t2 & 0xffff, t3 & 0xffff];
  }
  return (v3 & 15) * 2 ** 48 + v2 * 2 ** 32 + v1 * 2 ** 16 + (v0 ^ (v3 >> 4));
}

/** Whether the request says that the client has what has this tag. */
export function isFresh(request: WireRequest, tag: string): boolean {
  const known = request.header('if-none-match');
  if (!known || /(?:^|,)\s*?no-cache\s*?(?:,|$)/.test(request.header('cache-control') ?? '')) return false;
  if (known.trim() === '*') return true;
  return known.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}
