/**
 * The hub saying no. `refusals` is the one table of it: a stable code, the hub's own words, and where we have them from.
 */
import type { Json } from './json.ts';
import { accessRefusals } from './refusals/access.ts';
import { accountRefusals } from './refusals/accounts.ts';
import { apiKeyRefusals } from './refusals/api-keys.ts';
import { collaboratorRefusals } from './refusals/collaborators.ts';
import { conatRefusals } from './refusals/conat.ts';
import { copyRefusals } from './refusals/copies.ts';
import { crashRefusals } from './refusals/crashes.ts';
import { execRefusals } from './refusals/exec.ts';
import { fileRefusals } from './refusals/files.ts';
import { hubFunctionRefusals } from './refusals/hub-functions.ts';
import { insideProjectRefusals } from './refusals/inside-projects.ts';
import { notebookRefusals } from './refusals/notebooks.ts';
import { organizationRefusals } from './refusals/organizations.ts';
import { ourRefusals } from './refusals/ours.ts';
import { projectFunctionRefusals } from './refusals/project-functions.ts';
import { projectRefusals } from './refusals/projects.ts';
import { queryRefusals } from './refusals/query.ts';
import { requestRefusals } from './refusals/request.ts';
import { restRefusals } from './refusals/rest.ts';
import { signInRefusals } from './refusals/sign-in.ts';
import type { HubState } from './state.ts';

/** All refusals by their origin, which decides how an answer travels: as a hub's, as an HTML page, or as ours. */
const byOrigin = {
  hub: {
    ...requestRefusals,
    ...accessRefusals,
    ...accountRefusals,
    ...projectRefusals,
    ...execRefusals,
    ...fileRefusals,
    ...copyRefusals,
    ...queryRefusals,
    ...conatRefusals,
    ...projectFunctionRefusals,
    ...collaboratorRefusals,
    ...organizationRefusals,
    ...insideProjectRefusals,
    ...apiKeyRefusals,
    ...hubFunctionRefusals,
    ...notebookRefusals,
    ...restRefusals,
    ...signInRefusals,
  },
  crash: crashRefusals,
  ours: ourRefusals,
} as const;

const refusals = { ...byOrigin.hub, ...byOrigin.crash, ...byOrigin.ours } as const;

export type RefusalOrigin = keyof typeof byOrigin;

export type RefusalCode = keyof typeof refusals;

export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(refusals, code);
}

export function refusalCodes(): RefusalCode[] {
  return Object.keys(refusals) as RefusalCode[];
}

/**
 * Thrown by whatever the hub refuses; `dispatch` alone catches it, and hands back the state from before the handler.
 * Not an `Error`: nobody reads its stack, and taking one costs more than the rest of the call.
 */
export class Refusal {
  readonly code: RefusalCode;
  /** The member `error` of the answer: mostly a text, now and then an object. */
  readonly words: Json;
  /** Set where the hub refuses and still keeps what it had done until then. */
  readonly kept: HubState | undefined;

  constructor(code: RefusalCode, words: Json, kept?: HubState) {
    this.code = code;
    this.words = words;
    this.kept = kept;
  }

  get origin(): RefusalOrigin {
    if (Object.hasOwn(byOrigin.ours, this.code)) return 'ours';
    return Object.hasOwn(byOrigin.crash, this.code) ? 'crash' : 'hub';
  }

  /** The same refusal by a hub that keeps `state` all the same. */
  keeping(state: HubState): Refusal {
    return new Refusal(this.code, this.words, state);
  }
}

/** Whether the refusal is one of API v2 itself, and so an exception wherever it is told. */
export function isOfRest({ code }: Refusal): boolean {
  return Object.hasOwn(restRefusals, code) || Object.hasOwn(signInRefusals, code);
}

/** What was thrown, if it is a refusal that a hub makes, so that its words may go into the answer. @throws anything else. */
export function hubRefusal(thrown: unknown): Refusal {
  if (thrown instanceof Refusal && thrown.origin === 'hub') return thrown;
  throw thrown;
}

/** The refusal `code` with its details filled in. */
export function refuse<Code extends RefusalCode>(code: Code, ...details: Parameters<(typeof refusals)[Code]>): Refusal {
  const words = refusals[code] as (...details: unknown[]) => Json;
  return new Refusal(code, words(...details));
}

/** What `attempt` comes to; where it is refused, the hub keeps `state`, unless the refusal itself says what is kept. */
export function keepWhenRefused<Result>(state: HubState, attempt: () => Result): Result {
  try {
    return attempt();
  } catch (thrown) {
    throw thrown instanceof Refusal && thrown.kept === undefined ? thrown.keeping(state) : thrown;
  }
}
