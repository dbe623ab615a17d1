/** What becomes of a request that was let in: its world is chosen, then the control plane, the front or the hub answers. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Incoming } from '../adapters/node/incoming.ts';
import { sendFault } from '../adapters/node/outgoing.ts';
import type { NodeHandler } from '../adapters/node.ts';
import type { ControlOptions, controlPlane } from './control/plane.ts';
import { Denial } from './denial.ts';
import { answersAsFront, type FrontWorld, mayBeForFront } from './front.ts';
import { sendDenial } from './json-answer.ts';
import { chosenWorld } from './worlds/choice.ts';
import type { WorldRegistry } from './worlds/registry.ts';
import type { ServedWorld } from './worlds/served-world.ts';

export interface HandlerOptions {
  readonly registry: WorldRegistry;
  /** Where the server is found. */
  readonly url: () => string;
  /** Without it there is no control plane. */
  readonly control?: Omit<ControlOptions, 'registry' | 'url'> | undefined;
}

export function serverHandler({ registry, url, control }: HandlerOptions): NodeHandler {
  let plane: Promise<ReturnType<typeof controlPlane>> | undefined;
  // Most servers are never asked for it, and should start without it.
  const loaded = async (options: Omit<ControlOptions, 'registry' | 'url'>) => {
    const { controlPlane } = await import('./control/plane.ts');
    return controlPlane({ ...options, registry, url });
  };
  const frontOf =
    ({ title, hub, cast }: ServedWorld, name: string | undefined) =>
    (): FrontWorld => {
      const serverUrl = url();
      const place = name === undefined ? serverUrl : `${serverUrl}/w/${name}`;
      return { title, hub, cast, url: place, serverUrl, hasControl: control !== undefined };
    };
  return (request, response) => {
    try {
      const name = chosenWorld(request);
      if (control !== undefined && isForControl(request.url as string)) {
        plane ??= loaded(control);
        plane.then((answer) => answer(request, response, name)).catch((fault) => sendFault(response, fault));
        return;
      }
      const world = name === undefined ? registry.default : registry.use(name);
      if (name !== undefined) countUse(world, response);
      if (!mayBeForFront(request) || !answersAsFront(request, response, frontOf(world, name)))
        world.handle(request, response);
    } catch (thrown) {
      answerThrown(request, response, thrown);
    }
  };
}

function isForControl(target: string): boolean {
  return target.includes('/__admin') && /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)?\/__admin(?:[/?#]|$)/i.test(target);
}

/** Of a world that has not answered yet it is known that somebody uses it. */
function countUse(world: ServedWorld, response: ServerResponse): void {
  world.requests += 1;
  world.underWay += 1;
  response.once('close', () => {
    world.underWay -= 1;
    world.lastUsed = Date.now();
  });
}

function answerThrown(request: IncomingMessage, response: ServerResponse, thrown: unknown): void {
  if (thrown instanceof Denial) sendDenial(new Incoming(request), response, thrown);
  else sendFault(response, thrown);
}
