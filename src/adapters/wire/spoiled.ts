/** Answers as faults have them travel. */
import type { Answer, Transport } from '../../hub/call.ts';
import { textResponse, type WireResponse } from './responses.ts';

/** The header that says which faults a call asks for. */
export const FAULTS = 'x-mock-faults';

export function spoiledResponse(transport: Transport, responseOf: (answer: Answer) => WireResponse): WireResponse {
  switch (transport.kind) {
    case 'status':
      return proxyResponse(transport.status, 'text/plain', `status ${transport.status}\n`);
    case 'html':
      return proxyResponse(502, 'text/html', BAD_GATEWAY);
    case 'reset':
      return { ...textResponse(502, ''), delivery: { kind: 'reset' } };
    case 'cut_body':
      return { ...responseOf(transport.answer), delivery: { kind: 'cut' } };
    case 'slow_body': {
      const { ms, pause, answer } = transport;
      return { ...responseOf(answer), delivery: { kind: 'slow', ms, pause } };
    }
  }
}

/** As nginx shows it. */
const BAD_GATEWAY = `<html>
<head><title>502 Bad Gateway</title></head>
<body>
<center><h1>502 Bad Gateway</h1></center>
<hr><center>nginx</center>
</body>
</html>
`;

function proxyResponse(status: number, type: string, body: string): WireResponse {
  return { ...textResponse(status, body), headers: ['Content-Type', type] };
}

/** What `fetch` throws for a connection that breaks before there is an answer. */
export class BrokenConnection extends TypeError {
  constructor() {
    super('fetch failed', { cause: new Error('cocalc-mock-hub: the connection was broken, by a fault') });
  }
}

const PIECES = 10;

/** The body in the pieces in which it is sent. */
export function piecesOf(body: string): string[] {
  const characters = [...body];
  const length = Math.max(1, Math.ceil(characters.length / PIECES));
  return Array.from({ length: Math.ceil(characters.length / length) }, (_, at) =>
    characters.slice(at * length, (at + 1) * length).join(''),
  );
}

export function firstHalfOf(body: string): string {
  const characters = [...body];
  return characters.slice(0, Math.floor(characters.length / 2)).join('');
}
