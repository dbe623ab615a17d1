/** One call of any generation of the API. */
import { withCaches } from '../../core/caches/caches.ts';
import type { Dialect } from '../../core/deviations.ts';
import type { HubState } from '../../core/state.ts';
import { hubFunctions, projectFunctions, v1 } from '../../endpoints/index.ts';
import type { Call } from '../call.ts';
import { dispatchToHub, dispatchToProject } from './conat.ts';
import type { CallStep } from './step.ts';
import { dispatchEvent } from './v1.ts';

const events = byName(v1);
const ofHub = byName(hubFunctions);
const ofProjects = byName(projectFunctions);

/** By what the call is answered, from its beginning to its end. */
export function dialectOf({ name }: Call, { profile }: Pick<HubState, 'profile'>): Dialect {
  return name.startsWith('conat/') ? '2026' : profile;
}

/** Takes the call as far as it comes from `state`. */
export function dispatch(state: HubState, call: Call): CallStep {
  return withCaches(state, (known) => dispatched(known, call));
}

function dispatched(state: HubState, call: Call): CallStep {
  switch (call.name) {
    case 'conat/hub':
      return dispatchToHub(ofHub, state, call);
    case 'conat/project':
      return dispatchToProject(ofProjects, state, call);
    default:
      return dispatchEvent(events, state, call);
  }
}

/** The names of all that is served: `v1/ping`, `conat/hub/projects.start`, `conat/project/system.exec`, …. */
export function endpointNames(): string[] {
  return [...events.keys(), ...ofHub.keys(), ...ofProjects.keys()];
}

/** What the call is for, as `endpointNames` has it; of a conat call that is told by its body. */
export function endpointOf({ name, body }: Call): string {
  if (!name.startsWith('conat/')) return name;
  const { name: sent } = body as { name?: unknown };
  if (typeof sent !== 'string') return name;
  const second = sent.indexOf('.', sent.indexOf('.') + 1);
  return `${name}/${second === -1 ? sent : sent.slice(0, second)}`;
}

function byName<Named extends { readonly name: string }>(list: readonly Named[]): ReadonlyMap<string, Named> {
  return new Map(list.map((named) => [named.name, named]));
}
