/** Who may use the control plane: programs of this computer, or whoever shows the token. No page of another origin ever. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { Denial } from '../denial.ts';
import { refusedOrigin } from '../gate.ts';
import { shortJson } from '../json-path.ts';
import { isFromHere, isLoopback } from '../loopback.ts';

export interface AdmissionOptions {
  /** What has to be shown as `Authorization: Bearer …`; without one, only requests from this computer are let in. */
  readonly token?: string | undefined;
  /** Whether a header `Host` has one of the names that the server was told to answer to. */
  readonly isListedHost: (header: string) => boolean;
}

/** @throws Denial */
export function checkAdmission(request: IncomingMessage, { token, isListedHost }: AdmissionOptions): void {
  // Pages that may call the API may not drive the server: they would need no leave for anything then.
  const foreign = refusedOrigin(request, new Set());
  if (foreign !== undefined) {
    const hint =
      'drive the control plane from a program, or from a page of its own origin; --allow-origin is for the API alone';
    throw new Denial(403, 'foreign_origin', `the control plane ${foreign.replace(/;.*/, '')}`, hint);
  }
  if (token !== undefined) {
    checkToken(request, token);
    return;
  }
  const host = request.headers.host ?? '';
  if (!isFromHere(request)) {
    const hint = '--admin-token opens it to those who show the token';
    throw new Denial(403, 'not_from_here', 'the control plane answers only to this computer', hint);
  }
  if (!isHere(host) && !isListedHost(host)) {
    const hint = 'call it at 127.0.0.1 or localhost, or give the name as --allow-host';
    throw new Denial(403, 'foreign_host', `the control plane answers to no ${shortJson(host)}`, hint);
  }
}

/** Whether the header names this computer as it names itself. */
function isHere(header: string): boolean {
  const name = header
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()
    .replace(/\.$/, '');
  return isIP(name) === 0 ? name === 'localhost' || name.endsWith('.localhost') : isLoopback(name);
}

function checkToken({ headers }: IncomingMessage, token: string): void {
  const [, shown] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  // Hashes are as long as each other, whatever was shown.
  const [given, wanted] = [shown ?? '', token].map((text) => createHash('sha256').update(text).digest()) as [
    Buffer,
    Buffer,
  ];
  if (shown !== undefined && timingSafeEqual(given, wanted)) return;
  const what = shown === undefined ? 'the control plane of this server wants a token' : 'the token is another one';
  throw new Denial(
    401,
    'token_required',
    what,
    'send Authorization: Bearer and what the server was given as --admin-token',
  );
}
