/** Who agreed that a hub is changed: at which URL, and as which account, where that is named. */

export interface Consent {
  /** As `consentText` has it, or the whole URL. */
  readonly hub: string;
  readonly account_id?: string;
}

/** Keys travel readable over http; that it is meant is clear only where they do not leave the machine. */
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** Whether the consent is for the very URL: scheme, host, port and path. Without a scheme https is meant. */
export function covers({ hub }: Consent, url: string): boolean {
  const actual = placeOf(url);
  if (/^https?:\/\//i.test(hub)) return placeOf(hub) === actual;
  const isLocal = actual !== undefined && LOOPBACK.test(new URL(actual).hostname);
  return ['https', ...(isLocal ? ['http'] : [])].some((scheme) => placeOf(`${scheme}://${hub}`) === actual);
}

function placeOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { origin, pathname, username, password, search, hash } = new URL(url);
  if (`${username}${password}${search}${hash}` !== '') return undefined;
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

/** The shortest consent for a URL: `hub.example`, `127.0.0.1:5000/base`, `http://hub.example`. */
export function consentText(url: string): string {
  const text = url.replace(/^https?:\/\//, '');
  return covers({ hub: text }, url) ? text : url;
}
