/** Reading a `Cookie` header, and writing `Set-Cookie`. [npm cookies@0.9] */
import type { Cookie } from '../../core/outcome.ts';
import type { WireRequest } from './request.ts';

/** The cookie that a browser is signed in by, if it has one that is not empty. */
export function sessionOf(request: WireRequest, basePath: string): string | undefined {
  const name = prefixed('remember_me', basePath);
  for (const part of request.header('cookie')?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || undefined;
  }
  return undefined;
}

/** Names and values of headers in turn. */
export function cookieHeaders(cookies: readonly Cookie[], request: WireRequest, basePath: string): string[] {
  return cookies.flatMap((cookie) => ['Set-Cookie', cookieText(cookie, request, basePath)]);
}

/** Taken back as the one function of the hub does it, given as the other does. [next/lib/…/cookies] */
function cookieText({ name, value, expires }: Cookie, request: WireRequest, basePath: string): string {
  const when = new Date(expires).toUTCString();
  if (value === '') return `${prefixed(name, basePath)}=; Path=/; Expires=${when}`;
  const kept = `${prefixed(name, basePath)}=${value}; path=/; expires=${when}`;
  if (name !== 'remember_me') return kept;
  return `${kept}; samesite=strict${isSecure(request) ? '; secure' : ''}; httponly`;
}

function prefixed(name: Cookie['name'], basePath: string): string {
  return `${encodeURIComponent(basePath)}${name}`;
}

/** Whether it came over https, also to a proxy: hubs believe what proxies tell of. */
function isSecure(request: WireRequest): boolean {
  if (request.isEncrypted || /^https:/i.test(request.target)) return true;
  return request.header('x-forwarded-proto')?.split(',', 1)[0]?.trim() === 'https';
}
