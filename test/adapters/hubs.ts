/** Hubs to put behind an adapter. */
import type { Answer, Call } from '../../src/hub/call.ts';
import { Hub } from '../../src/hub/hub.ts';
import { testHub } from '../hub.ts';

/** Answers every call with what reached it, so that a test sees what an adapter makes of a request. */
class Mirror extends Hub {
  override serveNow({ name, body, encoding, credential, ip }: Call): Answer {
    const shown = typeof credential === 'string' ? credential : { ...credential };
    return { kind: 'success', body: { name, body: body as never, encoding: encoding ?? null, credential: shown, ip } };
  }
}

export function mirror(): Hub {
  return new Mirror({ state: testHub().hub.state, runCommand: () => Promise.reject(new Error('no commands here')) });
}

/** Fails at every call, as only a fault of ours does. */
export function faulty(): Hub {
  class Faulty extends Hub {
    override serveNow(): Answer {
      throw new Error('a fault, with sk_secret in it');
    }
  }
  return new Faulty({ state: testHub().hub.state, runCommand: () => Promise.reject(new Error('no commands here')) });
}

/** The same hub, none of whose answers is there at once. */
export function late(hub: Hub): Hub {
  const now = hub.serveNow.bind(hub);
  hub.serveNow = async (call) => now(call);
  return hub;
}
