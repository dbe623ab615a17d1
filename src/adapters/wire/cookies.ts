/** Reading a `Cookie` header. [npm cookies@0.9] */

/** The value of the first cookie of that name; `undefined`: there is none, or it is empty. */
export function cookieNamed(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || undefined;
  }
  return undefined;
}
