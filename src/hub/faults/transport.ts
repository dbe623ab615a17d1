/** Answers that a fault spoils. */
import { refuse } from '../../core/errors.ts';
import type { Answer, Transport } from '../call.ts';

/** The answer that says in process what happened, and to adapters what to make of it. */
export function spoiled(fault: string, transport: Transport): Answer {
  const { code, words } = refuse('injected', { fault, what: toldOf(transport) });
  return { kind: 'injected', code, transport, body: { error: words } };
}

function toldOf(transport: Transport): string {
  switch (transport.kind) {
    case 'status':
      return `the status ${transport.status}`;
    case 'html':
      return 'an HTML page with the status 502';
    case 'reset':
      return 'a broken connection';
    case 'cut_body':
      return 'a connection that breaks in the middle of the body';
    case 'slow_body':
      return `a body that takes ${transport.ms} ms`;
  }
}

/** What a caller in process gets: a body that takes its time comes whole at the end of that. */
export function inProcess(answer: Answer): Answer | Promise<Answer> {
  if (answer.kind !== 'injected' || answer.transport.kind !== 'slow_body') return answer;
  const { pause, ms, answer: own } = answer.transport;
  return pause(ms).then(() => own);
}
