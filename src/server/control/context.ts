/** What an operation of the control plane has to work with. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ControlOperations } from '../../control/operations.ts';
import type { ControlRouteName } from '../../control/routes.ts';
import { iso } from '../../core/instant.ts';
import type { WorldMaker } from '../worlds/make.ts';
import { DEFAULT_WORLD } from '../worlds/names.ts';
import type { WorldRegistry } from '../worlds/registry.ts';
import type { ServedWorld } from '../worlds/served-world.ts';
import type { WorldClock } from '../worlds/world-clock.ts';
import type { ControlCounts } from './metrics.ts';

export interface ControlContext {
  readonly registry: WorldRegistry;
  readonly maker: WorldMaker;
  /** The world that the request is about. */
  readonly world: ServedWorld;
  /** Where the server is found. */
  readonly url: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly counts: ControlCounts;
}

type Input<Name extends ControlRouteName> = ControlOperations[Name]['input'];
type Answer<Name extends ControlRouteName> = ControlOperations[Name]['answer'];

/** An answer with a status of its own. */
export class Replied<Body> {
  readonly status: number;
  readonly body: Body;

  constructor(status: number, body: Body) {
    this.status = status;
    this.body = body;
  }
}

type Handler<Name extends ControlRouteName> = (
  context: ControlContext,
  input: Input<Name>,
) => Answer<Name> | Replied<Answer<Name>> | Promise<Answer<Name> | Replied<Answer<Name>>>;

/** What does each operation. That of events writes its answer itself. */
export type Handlers<Names extends ControlRouteName> = { readonly [Name in Names]: Handler<Name> };

export function told({ url }: Pick<ControlContext, 'url'>, world: ServedWorld): Answer<'getInfo'> {
  const { name, from, made, lastUsed, requests, epoch, clock, hub } = world;
  const { seed, profile } = hub.state;
  return {
    name,
    url: name === DEFAULT_WORLD ? url : `${url}/w/${name}`,
    from,
    seed,
    profile,
    epoch,
    calls: hub.journal.last,
    requests,
    made: iso(made),
    last_used: iso(lastUsed),
    clock: toldClock(clock),
  };
}

export function toldClock(clock: WorldClock): Answer<'getClock'> {
  return { mode: clock.mode, time: iso(clock.now()), offset_ms: clock.offsetMs };
}
