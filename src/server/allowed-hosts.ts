/** Which names a server answers to, so that no page reaches it by a name that was pointed at this computer. */
import { isIP } from 'node:net';

export const EXPECTED_HOST = 'give the name of a host without a port, such as hub or *.example.com';

const NAME = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/;

/** A name, with `*.` before it for all names below it; `undefined` for anything else, also with a port. */
export function allowedHost(text: string): string | undefined {
  const name = text.toLowerCase().replace(/\.$/, '');
  return NAME.test(name.replace(/^\*\./, '')) ? name : undefined;
}

/**
 * Tells whether a `Host` header names this server: `localhost` and what is below it, an address written as an
 * address, or one of `names`, with any port; an address that is none of `names` only where `addresses` is true. To point a name at this computer is in anybody's power, an address not.
 */
export function hostCheck(
  names: readonly string[],
  { addresses = true }: { readonly addresses?: boolean } = {},
): (header: string) => boolean {
  const [parents, hosts] = [true, false].map((starred) => names.filter((name) => name.startsWith('*.') === starred));
  const known = new Set(['localhost', ...(hosts as string[])]);
  const endings = ['.localhost', ...(parents as string[]).map((name) => name.slice(1))];
  // Nearly all requests have the header of the one before.
  let last: string | undefined;
  return (header) => {
    if (header === last) return true;
    const host = hostOf(header);
    const name = host.replace(/\.$/, '');
    const isOurs =
      (addresses && isAddress(host)) ||
      known.has(name) ||
      (NAME.test(name) && endings.some((ending) => name.endsWith(ending)));
    if (isOurs) last = header;
    return isOurs;
  };
}

/** The name or address in a `Host` header or an authority, in lower case and without the port; `''` for anything else. */
function hostOf(header: string): string {
  const [, host = ''] = /^(\[[\w:.%~-]+\]|[^:[\]]+)(?::\d{0,5})?$/.exec(header) ?? [];
  return host.toLowerCase();
}

/** In the form that browsers send: four decimal numbers, or version 6 in brackets. */
function isAddress(host: string): boolean {
  return host.startsWith('[') ? isIP(host.slice(1, -1)) === 6 : isIP(host) === 4;
}
