/** Finding out, without changing anything, which generations of the API a hub serves, in which revision, and who we are. */
import type { Generation } from '../../contracts/contract.ts';
import { isObject, type Json } from '../../core/json.ts';
import type { Profile, RestBuild } from '../../core/settings.ts';
import { type ApiAnswer, type ApiExchange, answerText, UNANSWERED } from '../language/answer.ts';
import { ANONYMOUS, type Api } from '../language/call.ts';
import { type Person, personIn, textOr } from '../language/person.ts';
import { speak, understand } from '../language/words.ts';
import { MARK } from './mark.ts';
import type { TestedHub } from './tested-hub.ts';
import { isIdOf, memberById } from './things.ts';

export interface Flavour {
  /** Those that are served and wanted. */
  readonly generations: readonly Generation[];
  /** Where calls go. */
  readonly apis: readonly Api[];
  /** Which revision of v1 it is; the description where there is no v1. */
  readonly profile: Profile;
  /** Which build of v2 it is; one for production where there is no v2. */
  readonly v2: RestBuild;
}

/** What a model has to know of a hub to be one of it. */
export type Revision = Pick<Flavour, 'profile' | 'v2'>;

/** The account whose key it is. */
export interface CallerAccount extends Person {
  /** A project that is its own and not deleted, where there is one. */
  readonly project_id: string | undefined;
}

/** There is no hub, or it does not take the key. */
class NoHub extends Error {
  override readonly name = 'NoHub';
}

/** @throws NoHub with what came in place of an answer. */
export async function detect(
  hub: TestedHub,
  wanted: readonly Generation[],
): Promise<{ flavour: Flavour; account: CallerAccount }> {
  const asked: ApiExchange[] = [];
  const found: { readonly generation: Generation; readonly person: Person }[] = [];
  for (const generation of wanted) {
    const exchange = await hub.call(speak({ kind: 'identify' }, generation));
    asked.push(exchange);
    const person = personIn(exchange);
    if (person !== undefined && isIdOf('account', person.account_id)) found.push({ generation, person });
    // There is no use in asking nobody twice, and a hub that wants to be left alone wants it for all generations.
    if (['unreachable', 'limited'].includes(exchange.answer.outcome)) break;
  }
  const [first] = found;
  if (first === undefined) throw noHub(hub.url, asked);
  const generations = found.map(({ generation }) => generation);
  const conat = await conatApis(hub, generations);
  const isRest = generations.includes('v2');
  return {
    flavour: {
      generations,
      apis: [...generations.filter((one) => one === 'v1'), ...conat, ...generations.filter((one) => one === 'v2')],
      profile: generations.includes('v1') ? await profileOf(hub) : 'documented',
      v2: isRest ? await buildOf(hub) : 'production',
    },
    account: { ...first.person, project_id: await ownProject(hub, first.generation, first.person.account_id) },
  };
}

/** Calls without a key never get to a project, so none is started to find out. */
async function conatApis(hub: TestedHub, generations: readonly Generation[]): Promise<Api[]> {
  if (!generations.includes('conat')) return [];
  const { answer } = await hub.call({ api: 'conat/project', name: '', as: ANONYMOUS });
  return answer.outcome === 'refusal' ? ['conat/hub', 'conat/project'] : ['conat/hub'];
}

/** The description has `ping`; the implementation of its revision does not serve it. [smc-util/message.js API] */
async function profileOf(hub: TestedHub): Promise<Profile> {
  const { answer } = await hub.call(speak({ kind: 'ping' }, 'v1'));
  return answer.outcome === 'rejection' ? 'observed' : 'documented';
}

/** A hub in development takes no forms where it is documented what is to be sent. [npm next-rest-framework] */
async function buildOf(hub: TestedHub): Promise<RestBuild> {
  const call = speak({ kind: 'identify' }, 'v2');
  const { answer } = await hub.call({ ...call, as: ANONYMOUS, encoding: 'form' });
  return answer.status === 415 ? 'development' : 'production';
}

async function ownProject(hub: TestedHub, generation: Generation, account_id: string): Promise<string | undefined> {
  const query = { projects_all: [{ project_id: null, title: null, users: null, deleted: null }] };
  const deed = { kind: 'query', query } as const;
  const told = understand(deed, await hub.call(speak(deed, generation)));
  const rows: readonly Json[] = isObject(told) && Array.isArray(told.projects_all) ? told.projects_all : [];
  // What another run has made may be gone at any time.
  const lasting = rows
    .filter(isObject)
    .filter(({ title, deleted }) => deleted !== true && !textOr(title).includes(MARK));
  const own = lasting.filter(({ users }) => isOwner(users, account_id));
  // The same one in any order of the answer.
  return own.map(({ project_id }) => textOr(project_id)).sort()[0];
}

function isOwner(users: Json | undefined, account_id: string): boolean {
  const user = isObject(users) ? memberById(users, account_id) : undefined;
  return isObject(user) && user.group === 'owner';
}

/** Words of each generation for a key that is none, or not one of an account. [smc-hub/api/handler.coffee, server/api/hub-bridge.ts, database/postgres-user-queries.coffee] */
const KEY_REFUSED = ['No account found. Is your API key wrong?', 'must be signed in and MUST provide an api key'];

function noHub(url: string, asked: readonly ApiExchange[]): NoHub {
  const answers = asked.map(({ answer }) => answer);
  if (answers.some(isKeyRefused)) return new NoHub(`${url} refuses the key: ${answers.map(answerText).join('; ')}`);
  if (answers.every(({ outcome }) => UNANSWERED.includes(outcome))) {
    return new NoHub(`${url} does not answer: ${answers.map(answerText).join('; ')}`);
  }
  const tried = asked.map(({ call, answer }) => `/api/${call.api} gives ${answerText(answer)}`);
  return new NoHub(`${url} answers, but not as a hub: ${tried.join('; ')}`);
}

function isKeyRefused(answer: ApiAnswer): boolean {
  if (answer.outcome !== 'refusal' && answer.outcome !== 'rejection') return false;
  return KEY_REFUSED.some((words) => textOr(answer.words).startsWith(words));
}
