/** Secrets that are known by their looks, whatever they stand in: tokens that begin with the sign of who issues them. */
import type { SecretPlace } from './place.ts';

/** The forms are those that their issuers document, or that scanners of repositories look for. */
const LOOKS = {
  // Keys of both generations of hubs, of OpenAI, Anthropic, Stripe. Without a digit, short ones are words: `sk-learning`.
  key: /sk[-_](?=[A-Za-z0-9_-]{0,64}\d|[A-Za-z0-9_-]{20})[A-Za-z0-9_-]{6,256}|rk_(?:live|test)_\w{10,256}/,
  github: /gh[pousr]_[A-Za-z0-9]{20,256}|github_pat_\w{22,256}/,
  gitlab: /gl(?:pat|rt|ptt|dt|cbt)-[\w-]{20,256}/,
  slack: /xox[a-z]-[A-Za-z0-9-]{10,256}|xapp-\d-[A-Za-z0-9-]{10,256}/,
  slackHook: /hooks\.slack\.com\/services\/[\w/]{20,256}/,
  aws: /(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/,
  google: /AIza[\w-]{35}|ya29\.[\w-]{20,1024}|GOCSPX-[\w-]{20,256}/,
  npm: /npm_[A-Za-z0-9]{36}/,
  pypi: /pypi-[\w-]{50,512}/,
  huggingFace: /hf_[A-Za-z0-9]{30,256}/,
  sendgrid: /SG\.[\w-]{16,32}\.[\w-]{30,50}/,
  digitalOcean: /do[opr]_v1_[a-f0-9]{64}/,
  // Header and claims of a JSON web token are JSON objects in base64; the signature may be absent.
  jwt: /eyJ[\w-]{8,4096}\.eyJ[\w-]{8,16384}\.[\w-]{0,2048}/,
} as const satisfies Readonly<Record<string, RegExp>>;

// Only where a word begins, so that no letter is looked at from more than a few places.
const LOOK = new RegExp(
  `(?<![A-Za-z0-9])(?:${Object.values(LOOKS)
    .map(({ source }) => source)
    .join('|')})`,
  'g',
);

export function isKeyLike(text: string): boolean {
  return text.search(LOOK) === 0;
}

export function secretsByLooks(text: string): SecretPlace[] {
  return Array.from(text.matchAll(LOOK), ({ 0: secret, index }) => ({
    start: index,
    end: index + secret.length,
    kind: secret.startsWith('eyJ') ? 'TOKEN' : 'KEY',
    secret,
  }));
}

const PEM_BEGIN = '-----BEGIN ';
const PEM_HEAD = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/y;
/** Lines of a block; where the block stands in a text of code, its ends of lines are escaped. */
const PEM_BODY = /[A-Za-z0-9+/=\s\\:,.()-]*?(?=-----END|[^A-Za-z0-9+/=\s\\:,.()-]|$)/y;
const PEM_END = /-----END [A-Z0-9 ]{0,40}-----/y;

/** Private keys as PEM has them, also those whose end is missing. */
export function privateKeys(text: string): SecretPlace[] {
  const found: SecretPlace[] = [];
  for (let start = text.indexOf(PEM_BEGIN); start !== -1; ) {
    const body = endOf(PEM_HEAD, text, start);
    const bodyEnd = body === undefined ? undefined : endOf(PEM_BODY, text, body);
    let next = start + PEM_BEGIN.length;
    if (body !== undefined && bodyEnd !== undefined && bodyEnd - body >= SHORTEST_BODY) {
      next = endOf(PEM_END, text, bodyEnd) ?? bodyEnd;
      found.push({ start, end: next, kind: 'KEY', secret: text.slice(start, next) });
    }
    start = text.indexOf(PEM_BEGIN, next);
  }
  return found;
}

const SHORTEST_BODY = 16;

/** Where the match at `start` ends. */
export function endOf(sticky: RegExp, text: string, start: number): number | undefined {
  sticky.lastIndex = start;
  return sticky.test(text) ? sticky.lastIndex : undefined;
}
