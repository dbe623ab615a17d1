/** What an endpoint promises, as plain data that other languages can use too. */
import type { Json, JsonObject } from '../core/json.ts';
import type { Origin, Schema } from './schema.ts';

/** The generations of the API; each has a folder of contracts, with a file of its name for what they share. */
export const GENERATIONS = ['v1', 'conat', 'v2'] as const;

export type Generation = (typeof GENERATIONS)[number];

/** @param name begins with it: an operation, as in `conat/hub/system.ping`, or the API that this is called by. */
export function generationOf(name: string): Generation {
  return GENERATIONS.find((generation) => name === generation || name.startsWith(`${generation}/`)) ?? 'v1';
}

export type Encoding = 'json' | 'form';

/** Kinds of answers, each by the member `event` of its answers; functions have the kinds `result` and `error`. */
export interface Answers {
  readonly success: Readonly<Record<string, Schema>>;
  readonly refusal: Readonly<Record<string, Schema>>;
}

/** The words of a refusal: a text, or an object of texts, exact but for `<placeholders>`. */
export interface Words {
  readonly words: Json;
  readonly from: Origin;
  readonly source?: string;
}

/** An exchange that the description prints. */
export interface ContractExample {
  /** The event whose description prints it, where that is another than the one called. */
  readonly printedBy?: string;
  readonly number: number;
  /** How the request is encoded; `none`: it has no body. */
  readonly encoding: Encoding | 'none';
  /** It is shown to work without a key. */
  readonly blankKey?: true;
  readonly request: JsonObject;
  readonly answer?: Json;
  /** What had to be put right to read the print. */
  readonly repairs: readonly string[];
}

export interface Contract {
  /** As in `v1/ping` or `conat/hub/system.ping`. */
  readonly endpoint: string;
  readonly jsonSchemaDialect: string;
  readonly source: { readonly description: string; readonly gitrev: string };
  /** Of the body; of a function, of its list of arguments. */
  readonly request: Schema;
  readonly encodings: Readonly<Record<Encoding, Origin>>;
  readonly answers: Answers;
  /** Whether it is known, and where from, that a hub gives no answer at all. */
  readonly neverAnswers?: { readonly from: Origin; readonly source: string };
  readonly refusals: readonly Words[];
  readonly examples: readonly ContractExample[];
  readonly facts?: Facts;
}

/** What is known of an operation beyond what it is sent and answers. */
export interface Facts {
  /**
   * What it does to a hub. `reads`: leaves everything as it is. `wakes`: reads, and starts a project for it. `writes`:
   * changes what a project holds, or makes what can be removed again. `lasts`: cannot be taken back: mail, accounts,
   * passwords, tickets. `as queried` and `as its action`: that follows from its parameters.
   */
  readonly does: 'reads' | 'wakes' | 'writes' | 'lasts' | 'as queried' | 'as its action';
  /** Of v2: who may call, and what becomes of a cookie that is none. */
  readonly credentials?: Credentials;
  /** What a success makes that somebody has to remove again. Absent where it does no more than read. */
  readonly makes?: Makes | 'nothing';
  /** What else a success leaves for good, one of each. */
  readonly leaves?: readonly LastingKind[];
  /**
   * Calls of it, in order: a valid one, or why nobody can make one, then others. At least one of them is refused.
   */
  readonly interactions: readonly (Interaction | Impossible)[];
  /** Which of its parameters and answers are secrets; absent where none is. */
  readonly secret?: Secrets;
  /** The printed examples that hubs of the revision answer otherwise, by number: the name of what they do (`core/deviations.ts`). */
  readonly deviating?: Readonly<Record<string, string>>;
}

interface Credentials {
  /**
   * `unread`: nobody looks who calls. `optional`: callers need not be signed in. `account`, by default: they have to, and a
   * key of a project is that of a stranger whose id is the project's. `project`: such a key is that of a member of the project.
   * `admin`: site admins alone.
   */
  readonly who?: 'unread' | 'optional' | 'account' | 'project' | 'admin';
  /** With a cookie that is none, the hub meets a fault where others tell of the cookie. */
  readonly brokenCookie?: 'crash';
}

/**
 * Kinds of what no call removes again. `first project`: that of an account, which comes with it. `item of a cart`: no
 * call tells the id of what it put there, and that of an account which is gone is nobody's to remove. `session`: a browser that
 * is signed in, until that runs out. `news item`: nothing deletes news.
 */
export const LASTING_KINDS = [
  ...['message', 'mail', 'invitation', 'support ticket', 'error report', 'log entry', 'record of a copy'],
  ...['token to sign in', 'password reset', 'result of a cell', 'first project', 'item of a cart', 'payment link'],
  ...['session', 'news item'],
] as const;

export type LastingKind = (typeof LASTING_KINDS)[number];

interface Impossible {
  readonly impossible: string;
}

/** Paths to secrets, as in `0.password`, with `*` for every item of a list; empty for the whole. */
interface Secrets {
  /** In the body of an event, or in the list of a function's arguments. */
  readonly parameters?: readonly string[];
  readonly answers?: readonly string[];
}

/** What a call makes, and where its parameters and its answer say so. */
interface Makes {
  readonly kind: 'project' | 'key' | 'collaborator' | 'account' | 'user' | 'organization' | 'copy' | 'public path';
  /** Only with these parameters, or those; `*` is any value. Parameters are named by paths, as in `query.projects`. */
  readonly when?: readonly JsonObject[];
  /** The parameters that its name is made of. */
  readonly title?: readonly string[];
  /** The parameter with the id of the project that it belongs to. */
  readonly project?: string;
  /** The parameter that names people and projects; empty for all parameters. */
  readonly people?: string;
  /** The path in the answer to its id, as in `0.id`; empty for the whole answer. */
  readonly id?: string;
  /** The path in the answer to the key that it comes with. */
  readonly secret?: string;
  /** The call that lists such things. */
  readonly found: Listing;
  /** The call that removes it again, and what remains of it then. */
  readonly undone: (Follow & { readonly remains?: string }) | Impossible;
}

/**
 * A call about something that was made. In its parameters `{id}`, `{title}` and `{project}` stand for what is known of
 * that; a member for which nothing is known is left out.
 */
interface Follow {
  readonly operation: string;
  readonly send: Json;
}

interface Listing extends Follow {
  /** The path in the answer to a list with an entry for each thing, or to an object that has them by id. */
  readonly rows: string;
  /** The member of an entry with its id. */
  readonly id?: string;
  /** The members of an entry that its name is made of. */
  readonly title?: readonly string[];
  /** An entry with these members is of something that was removed. */
  readonly gone?: JsonObject;
}

/** Things that calls are about. `joined`: somebody else is in the project; `published`: its notes are public. */
export const PROP_NAMES = [
  ...['project', 'second', 'joined', 'published', 'copy', 'account', 'session', 'organization'],
  ...['project-key', 'expired-key'],
] as const;

export type Prop = (typeof PROP_NAMES)[number];

/** A call that succeeds, or would but for what it says, or is refused; and the world that it needs. */
export interface Interaction {
  /** Things that there have to be; a call without any of it can be made by everybody, at once. */
  readonly given?: readonly Prop[];
  /** Calls that come before it, in this order; some of them may be refused, too. Not of the first interaction. */
  readonly after?: readonly Earlier[];
  /** Whom it is about, besides whoever calls: names of identities. */
  readonly people?: readonly string[];
  /** Who calls, if not the owner of it all; `anonymous` is nobody. */
  readonly as?: string;
  /** The body of an event, or the first argument of a function; `{project}` in a text stands for what is given. */
  readonly send?: Json;
  /** What is no longer as it was after a success. */
  readonly spends?: readonly Prop[];
  /** The answer tells what a hub or an account has, of which nobody else knows: only its kind is the same. */
  readonly ownAnswer?: true;
  /** Refusals that speak of what not every account or hub has. */
  readonly lacks?: readonly string[];
  /** It is done to the account of whoever calls, and none is lent for that. */
  readonly ofCaller?: true;
  /** Why nobody who only has the API gets it to succeed; it is refused all the same in the words of a hub. */
  readonly neverSucceeds?: string;
  /** It is refused in these words, which its contract or that of all endpoints lists. */
  readonly refused?: Json;
  /** What its answer has to show beyond being one of its contract. */
  readonly shows?: Shown;
}

/** A call that comes first, by the same caller where none is named. */
interface Earlier {
  readonly operation: string;
  readonly as?: string;
  readonly send?: Json;
  /** How often it is made; once by default. */
  readonly times?: number;
}

/** Something that an answer shows, where `{self.account_id}` and the like stand for what is given. */
export interface Shown {
  /** In words. */
  readonly what: string;
  /** The member that shows it; the whole answer where absent. */
  readonly at?: string;
  readonly answer?: Schema;
  /** It is a time that a clock can show. */
  readonly isTime?: true;
  /** It has this text somewhere, as JSON. */
  readonly holds?: string;
  /** An empty list or a zero alone shows nothing: the hub has to refuse such a call of the same operation. */
  readonly refuses?: { readonly send: Json; readonly as?: string };
}

/** The first of the interactions: a valid call, or why there is none. */
export function validCall(facts: Facts | undefined): Interaction | Impossible | undefined {
  return facts?.interactions[0];
}

/** What all endpoints of one generation have in common: how a call fails before its endpoint is reached. */
export interface CommonContract {
  /** Of functions: the body that carries name and arguments, by the path it is sent to, as in `conat/hub`. */
  readonly envelopes?: Readonly<Record<string, Schema>>;
  readonly rejection: Schema;
  readonly rejections: readonly Words[];
  /** Names that a hub knows besides those of its events, and answers otherwise than unknown ones. */
  readonly messages?: { readonly from: Origin; readonly source: string; readonly names: readonly string[] };
  /** All endpoints that a hub has, also those without a contract. */
  readonly endpoints?: NamedEndpoints & { readonly from: Origin };
  /** Functions without a contract, by the path they are called at. */
  readonly unserved?: Readonly<Record<string, UnservedFunctions>>;
}

interface NamedEndpoints {
  readonly source: string;
  readonly names: readonly string[];
}

interface UnservedFunctions {
  readonly from: Origin;
  readonly source: string;
  /** Those that a hub declares to its clients. */
  readonly declared: readonly string[];
  /** Those that it implements without declaring them, and so falls over. */
  readonly undeclared: readonly string[];
}

/** What a description leaves out of one event. */
export interface Supplement {
  /** Of an event that no description has: where it is known from. The supplement then says all there is to say. */
  readonly source?: string;
  readonly request?: SupplementSchema;
  readonly answers?: {
    readonly success?: Readonly<Record<string, SupplementSchema>>;
    readonly refusal?: Readonly<Record<string, SupplementSchema>>;
  };
  readonly neverAnswers?: string;
  /** Words of its own, and names of words that several events share. */
  readonly refusals?: readonly (string | SupplementWords)[];
  readonly facts?: Facts;
}

/** What a description leaves out of all events. */
export interface CommonSupplement {
  readonly request: SupplementSchema;
  readonly answer: SupplementSchema;
  readonly refusal: SupplementSchema;
  readonly rejection: SupplementSchema;
  readonly rejections: readonly SupplementWords[];
  readonly messages?: { readonly source: string; readonly names: readonly string[] };
  readonly endpoints?: NamedEndpoints;
  /** Words that several events share, by name. */
  readonly refusals: Readonly<Record<string, readonly SupplementWords[]>>;
}

/**
 * A node that may stand for one that a program made of examples which show too little; or, as the answer of an endpoint
 * of v2, for what is published and not what hubs answer.
 */
export type SupplementSchema = Schema & { readonly 'x-replaces'?: 'example' | 'documented' };

interface SupplementWords {
  readonly words: Json;
  readonly source: string;
}

export const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
