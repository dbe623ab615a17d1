/** What becomes of a request that was let in: its world is chosen, then the control plane, the front or the hub answers. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendFault } from '../adapters/node/outgoing.ts';
import type { NodeHandler } from '../adapters/node.ts';
import { Denial } from './denial.ts';
import { answersAsFront } from './front.ts';
import { sendDenial } from './json-answer.ts';
import { chosenWorld } from './worlds/choice.ts';
import type { WorldRegistry } from './worlds/registry.ts';
import type { ServedWorld } from './worlds/served-world.ts';

export interface HandlerOptions {
  readonly registry: WorldRegistry;
  /** Where the server is found. */
  readonly url: () => string;
}

export function serverHandler({ registry, url }: HandlerOptions): NodeHandler {
  return (request, response) => {
    try {
      const name = chosenWorld(request);
      const world = name === undefined ? registry.default : registry.use(name);
      if (name !== undefined) countUse(world, response);
      const place = name === undefined ? '' : `/w/${name}`;
      if (!answersAsFront(request, response, () => ({ ...world, url: `${url()}${place}` }))) {
        world.handle(request, response);
      }
    } catch (thrown) {
      answerThrown(request, response, thrown);
    }
  };
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
  if (thrown instanceof Denial) sendDenial(request, response, thrown);
  else sendFault(response, thrown);
}
