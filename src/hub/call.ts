/** One use of the API, free of how it travels. */
import type { RefusalCode } from '../core/errors.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Reply } from '../core/outcome.ts';

/** What a caller has to show: a key (`''` is a blank one), nothing, or a header without the key it announces. */
export type Credential = { readonly key: string } | 'absent' | 'malformed';

export interface Call {
  /** Below `/api/`: `v1/create_project`, `conat/hub`, `conat/project`, `v2/projects/create`. */
  readonly name: string;
  /**
   * The parsed body: an object, or an array, whose members count as named `0`, `1`, …. Of conat it has the members
   * `name` and `args`, and perhaps `timeout` and `project_id`.
   */
  readonly body: object;
  readonly credential: Credential;
  /** How the body travelled; `json` by default. */
  readonly encoding?: 'json' | 'form';
  /** The client's address. */
  readonly ip: string;
  /** The faults that the call asks for, by their ids with commas between: what the header `x-mock-faults` says. */
  readonly faults?: string | undefined;
  /** The cookie `remember_me`, which v2 alone looks at: before any key. */
  readonly session?: string | undefined;
  /** Of v2, and of what is no call: what came, unless it was a POST of JSON. */
  readonly sent?: SentRequest | undefined;
  /** Where the request was sent, unless `name` tells it. */
  readonly place?: Place | undefined;
}

export interface Place {
  /** Without the query. */
  readonly path: string;
  /** What stands before `/api/` at this hub. */
  readonly basePath: string;
  /** `false`: by this path and method a hub has nothing, so the call goes no further than the journal. */
  readonly isRoute: boolean;
}

/** A request, as far as v2 looks at it besides the parameters. */
export interface SentRequest {
  readonly method: string;
  /** The header, up to the first semicolon. */
  readonly mediaType: string | undefined;
  /** What the body came to, which need be no object. */
  readonly body: Json;
}

/** What came back. Its `kind` decides the HTTP status; `body` is what travels. */
export type Answer<Body = Json> =
  /** The call did what it does. */
  | { readonly kind: 'success'; readonly body: Body; readonly reply?: Reply | undefined }
  /** The call's handler said no; that is answered with HTTP 200 too. */
  | {
      readonly kind: 'refusal';
      readonly code: RefusalCode;
      readonly body: JsonObject;
      readonly reply?: Reply | undefined;
    }
  /** A hub in development does not take such a request, or has come to grief over it; only v2 does so. */
  | { readonly kind: 'invalid'; readonly code: RefusalCode; readonly status: number; readonly body: JsonObject }
  /** The call did not get as far as its handler. */
  | { readonly kind: 'rejection'; readonly code: RefusalCode; readonly body: { readonly error: Json } }
  /** What a real hub does here is not simulated; in words plainly ours. */
  | { readonly kind: 'unsimulated'; readonly code: RefusalCode; readonly body: { readonly error: Json } }
  /** Checks are strict, and the request is not as its contract says; in words plainly ours. */
  | { readonly kind: 'outside_contract'; readonly code: RefusalCode; readonly body: { readonly error: Json } }
  /** Checks are strict, and what would have been answered is not as its contract says; a fault of ours. */
  | { readonly kind: 'broken_contract'; readonly code: RefusalCode; readonly body: { readonly error: Json } }
  /** The client has made more calls than it may; in words plainly ours. */
  | {
      readonly kind: 'limited';
      readonly code: RefusalCode;
      readonly retryAfterSeconds: number;
      readonly body: { readonly error: Json };
    }
  /** The answer took longer than what stands before the hub waits; in words plainly ours. */
  | { readonly kind: 'timed_out'; readonly code: RefusalCode; readonly body: { readonly error: Json } }
  /** A fault was injected; in words plainly ours, while adapters do what `transport` says. */
  | {
      readonly kind: 'injected';
      readonly code: RefusalCode;
      readonly transport: Transport;
      readonly body: { readonly error: Json };
    }
  /** A real hub fails here by a fault of its own, and shows a page. */
  | {
      readonly kind: 'crash';
      readonly code: RefusalCode;
      readonly body: { readonly error: Json };
      /** Of v2: it is a page, in place of a text. */
      readonly asPage?: true;
    };

/** How an answer travels that a fault spoils: adapters make it so. */
export type Transport =
  /** A status with a short text, as a proxy sends it. */
  | { readonly kind: 'status'; readonly status: number }
  /** A page of a proxy that has no answer, with status 502. */
  | { readonly kind: 'html' }
  /** The connection is broken. */
  | { readonly kind: 'reset' }
  /** The answer, but the connection is broken in the middle of its body. */
  | { readonly kind: 'cut_body'; readonly answer: Answer }
  /** The answer, whose body takes its time. `pause` waits on the hub's clock. */
  | {
      readonly kind: 'slow_body';
      readonly answer: Answer;
      readonly ms: number;
      readonly pause: (ms: number) => Promise<void>;
    };
