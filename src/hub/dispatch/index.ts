/** One call of any generation of the API. */
import { withCaches } from '../../core/caches/caches.ts';
import type { Dialect } from '../../core/deviations.ts';
import { type Refusal, refuse } from '../../core/errors.ts';
import type { HubState } from '../../core/state.ts';
import { hubFunctions, projectFunctions, v1, v2 } from '../../endpoints/index.ts';
import type { Answer, Call } from '../call.ts';
import { dispatchToHub, dispatchToProject, isConatName } from './conat.ts';
import { dispatchRest, isRestName } from './rest.ts';
import { type CallStep, refusedAnswer } from './step.ts';
import { dispatchEvent } from './v1.ts';
import { dispatchVisit, isVisitName } from './visits.ts';

const events = byName(v1);
const ofHub = byName(hubFunctions);
const ofProjects = byName(projectFunctions);
const ofRest = byName(v2);

/** By what the call is answered, from its beginning to its end. */
export function dialectOf({ name }: Call, { profile, v2: build }: Pick<HubState, 'profile' | 'v2'>): Dialect {
  if (name.startsWith('v1/')) return profile;
  if (name.startsWith('v2/') && build === 'development') return build;
  return /^(conat|v2|browser)\//.test(name) ? '2026' : profile;
}

/** Whether a hub has anything that takes the call: an operation, or what refuses those of its API that there are not. */
export function hasRoute({ name, place }: Call): boolean {
  if (place !== undefined) return place.isRoute;
  return name.startsWith('v1/') || isConatName(name) || isRestName(name) || isVisitName(name);
}

/** Takes the call, which has a route, as far as it comes from `state`. */
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
      if (call.name.startsWith('v2/')) return dispatchRest(ofRest, state, call);
      if (call.name.startsWith('browser/')) return dispatchVisit(state, call);
      return dispatchEvent(events, state, call);
  }
}

/** The answer to the call, were it refused so: by its handler, or by what looks at any call before. */
export function dispatchRefused(state: HubState, call: Call, given: Refusal, isByAny: boolean): Answer {
  const name = endpointOf(call);
  const refusal = call.name.startsWith('v2/') ? asTravelling(given) : given;
  if (isByAny) return refusedAnswer(refusal);
  const step = withCaches(state, (known): CallStep | undefined => {
    const refusing = <Named extends object>(all: ReadonlyMap<string, Named>): ReadonlyMap<string, Named> =>
      new Map([[name, { ...(all.get(name) as Named), authorize: [], handle: refusingHandler(refusal) }]]);
    if (call.name === 'conat/hub') return dispatchToHub(refusing(ofHub), known, call);
    if (call.name.startsWith('v2/')) return dispatchRest(refusing(ofRest), known, call);
    return call.name === 'conat/project' ? undefined : dispatchEvent(refusing(events), known, call);
  });
  // A function of a project has the words of a refusal travel as they are.
  const answer = step !== undefined && 'answer' in step ? step.answer : refusedAnswer(refusal);
  return answer.kind === 'rejection' && answer.code === refusal.code ? { ...answer, kind: 'refusal' } : answer;
}

/** Contracts of v2 have the words as they travel, and not as somebody has thrown them; those by parameter are issues. */
function asTravelling(refusal: Refusal): Refusal {
  const { code, words } = refusal;
  if (code !== 'by_fault') return refusal;
  return refuse(code, { words: typeof words === 'string' ? { error: words } : { issues: words } });
}

function refusingHandler(refusal: Refusal): () => never {
  return () => {
    throw refusal;
  };
}

/** The names of the parameters that the operation declares; `undefined` for one that is not served. */
export function declaredParameters(name: string): readonly string[] | undefined {
  const event = events.get(name) ?? ofRest.get(name);
  if (event !== undefined) return Object.keys(event.request);
  const called = ofHub.get(name) ?? ofProjects.get(name);
  if (called === undefined) return undefined;
  const names = Object.keys(called.request);
  const own = called.positional ? names.map((_name, at) => String(at)) : names;
  return name.startsWith('conat/project/') ? [...own, 'project_id'] : own;
}

/** The names of all that is served: `v1/ping`, `conat/hub/projects.start`, `conat/project/system.exec`, `v2/exec`, …. */
export function endpointNames(): string[] {
  return [...events.keys(), ...ofHub.keys(), ...ofProjects.keys(), ...ofRest.keys()];
}

/** What the call is for, as `endpointNames` has it; of a conat call that is told by its body. */
export function endpointOf({ name, body }: Call): string {
  if (!isConatName(name)) return name;
  const { name: sent } = body as { name?: unknown };
  if (typeof sent !== 'string') return name;
  const second = sent.indexOf('.', sent.indexOf('.') + 1);
  return `${name}/${second === -1 ? sent : sent.slice(0, second)}`;
}

function byName<Named extends { readonly name: string }>(list: readonly Named[]): ReadonlyMap<string, Named> {
  return new Map(list.map((named) => [named.name, named]));
}
