/** A hub with one thing wrong with it, for a checker to find. */
import type { Json, JsonObject } from '../../../src/core/json.ts';
import type { Answer, Call } from '../../../src/hub/call.ts';
import type { Hub } from '../../../src/hub/hub.ts';

type SuiteName = 'contracts' | 'scenarios' | 'authorization' | 'laws' | 'differential';

export interface Defect {
  /** What is wrong, in a few words; unique. */
  readonly name: string;
  /** The suites that have to find it, each by itself. */
  readonly suites: readonly SuiteName[];
  /** Stands between the callers and the sound hub. */
  serve(call: Call, sound: (call: Call) => Promise<Answer>, hub: Hub): Promise<Answer>;
}

/** The hub with the defect, for an adapter to serve. */
export function planted(hub: Hub, { serve }: Pick<Defect, 'serve'>): Hub {
  // All that adapters use of a hub.
  const broken = { serveNow: (call: Call) => serve(call, async (sound) => hub.serveNow(sound), hub) };
  return broken as unknown as Hub;
}

/** Whether it is a call of this event, or of this function. */
export function isCallOf(call: Call, name: string): boolean {
  return call.name === name || (call.name.startsWith('conat/') && `${call.name}/${String(bodyOf(call).name)}` === name);
}

export function bodyOf(call: Call): JsonObject {
  return call.body as JsonObject;
}

/** The first argument of a function. */
export function argumentOf(call: Call): JsonObject {
  const { args } = bodyOf(call);
  return (Array.isArray(args) ? (args[0] ?? {}) : {}) as JsonObject;
}

/** Changes what the calls of this name answer when they succeed. */
export function answers(name: string, change: (body: JsonObject, call: Call) => Json): Defect['serve'] {
  return async (call, sound) => {
    const answer = await sound(call);
    if (!isCallOf(call, name) || answer.kind !== 'success') return answer;
    return { ...answer, body: change(answer.body as JsonObject, call) };
  };
}

/** Changes what refusals with these words say. */
export function says(words: RegExp, other: string): Defect['serve'] {
  return async (call, sound) => {
    const answer = await sound(call);
    const body = answer.body as JsonObject | null;
    if (answer.kind === 'success' || typeof body?.error !== 'string' || !words.test(body.error)) return answer;
    return { ...answer, body: { ...body, error: body.error.replace(words, other) } } as Answer;
  };
}

/** Lets everybody do what only the project's owner may: what is refused is done again as the owner. */
export function openToAll(name: string): Defect['serve'] {
  return async (call, sound, hub) => {
    const answer = await sound(call);
    if (answer.kind === 'success' || !isCallOf(call, name)) return answer;
    const key = ownerKey(hub, projectOf(call));
    return key === undefined ? answer : sound({ ...call, credential: { key } });
  };
}

/** Refuses these calls to those whose group in the project is one of `groups`, in words of another refusal of them. */
export function closedTo(name: string, groups: readonly string[], refusal: (call: Call) => Answer): Defect['serve'] {
  return async (call, sound, hub) => {
    const group = isCallOf(call, name) ? groupOf(call, hub) : undefined;
    return group !== undefined && groups.includes(group) ? refusal(call) : sound(call);
  };
}

/** The project that a call names: in its body, its first argument, or the options in that. */
export function projectOf(call: Call): string | undefined {
  const argument = argumentOf(call);
  const options = argument.opts as JsonObject | undefined;
  const places = [bodyOf(call), argument, options ?? {}];
  const named = places
    .flatMap((place) => [place.project_id, place.src_project_id])
    .find((id) => typeof id === 'string');
  return named as string | undefined;
}

export function ownerKey(hub: Hub, project_id = ''): string | undefined {
  const users = Object.entries(hub.state.projects.get(project_id)?.users ?? {});
  const [account_id = ''] = users.find(([, { group }]) => group === 'owner') ?? [];
  return hub.state.accounts.get(account_id)?.api_key ?? undefined;
}

function groupOf({ credential, ...call }: Call, hub: Hub): string | undefined {
  const account_id =
    typeof credential === 'string' ? undefined : hub.state.accounts.by('api_key', credential.key)?.account_id;
  const users = hub.state.projects.get(projectOf({ ...call, credential }) ?? '')?.users;
  return account_id === undefined ? undefined : users?.[account_id]?.group;
}
