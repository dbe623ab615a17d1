/** What changed between two sets of contracts, and whether callers break over it. */
import { isSameJson, type Json } from '../core/json.ts';
import type { Answers, Contract, Words } from './contract.ts';
import type { Contracts } from './derive.ts';
import type { Schema, SchemaType } from './schema.ts';

/** `editorial`: no request or answer is affected. */
export type Severity = 'breaking' | 'compatible' | 'editorial';

export interface Change {
  readonly endpoint: string;
  readonly direction: 'request' | 'answer' | 'operation';
  /** As in `request.limit`. */
  readonly path: string;
  readonly severity: Severity;
  /** What happened, in a few words. */
  readonly what: string;
}

type Direction = 'request' | 'answer';

/** All changes from `old` to `next`, in the order of the contracts. */
export function differencesOf(old: Contracts, next: Contracts): Change[] {
  const names = [...new Set([...Object.keys(old.endpoints), ...Object.keys(next.endpoints)])];
  return names.flatMap((name) => {
    const [before, after] = [member(old.endpoints, name), member(next.endpoints, name)];
    if (before === undefined) return [operation(name, 'compatible', 'added')];
    if (after === undefined) return [operation(name, 'breaking', 'removed')];
    return changesOf(before, after).map((change) => ({ endpoint: name, ...change }));
  });
}

function operation(endpoint: string, severity: Severity, what: string): Change {
  return { endpoint, direction: 'operation', path: endpoint, severity, what };
}

type LocalChange = Omit<Change, 'endpoint'>;

function changesOf(before: Contract, after: Contract): LocalChange[] {
  return [
    ...inSchema(bodyOf(before), bodyOf(after), { direction: 'request', path: 'request' }),
    ...(['success', 'refusal'] as const).flatMap((kind) => inKinds(before.answers, after.answers, kind)),
    ...inWords(before.refusals, after.refusals),
    ...(isSameJson(before.examples as unknown as Json, after.examples as unknown as Json)
      ? []
      : [{ direction: 'operation', path: 'examples', severity: 'editorial', what: 'examples changed' } as const]),
  ];
}

/** Bodies are objects, also where nothing is said of what is in them. */
function bodyOf({ request }: Contract): Schema {
  return typesOf(request).length === 0 ? { ...request, type: 'object' } : request;
}

function inKinds(before: Answers, after: Answers, kind: keyof Answers): LocalChange[] {
  return inMembers(before[kind], after[kind], (event, old, next): LocalChange[] => {
    const place = { direction: 'answer', path: `answers.${kind}.${event}` } as const;
    // A kind of answer that is new may reach callers that do not know it; one less never does harm.
    if (old === undefined) return [{ ...place, severity: 'breaking', what: 'a new kind of answer' }];
    if (next === undefined) return [{ ...place, severity: 'compatible', what: 'no longer answered' }];
    return inSchema(old, next, place);
  });
}

function inWords(before: readonly Words[], after: readonly Words[]): LocalChange[] {
  const has = (all: readonly Words[], one: Words) => all.some(({ words }) => isSameJson(words, one.words));
  const told = (one: Words, severity: Severity, what: string): LocalChange => ({
    direction: 'answer',
    path: 'refusals',
    severity,
    what: `${what}: ${JSON.stringify(one.words)}`,
  });
  return [
    ...before.filter((one) => !has(after, one)).map((one) => told(one, 'compatible', 'no longer refused with')),
    ...after.filter((one) => !has(before, one)).map((one) => told(one, 'compatible', 'refused with new words')),
  ];
}

interface Place {
  readonly direction: Direction;
  readonly path: string;
}

function inSchema(before: Schema, after: Schema, place: Place): LocalChange[] {
  return [
    ...inProperties(before, after, place),
    ...inRequired(before, after, place),
    ...inType(before, after, place),
    ...inValues(before, after, place),
    ...inKeywords(before, after, place),
    ...inNested(before, after, place),
  ];
}

function inProperties(before: Schema, after: Schema, { direction, path }: Place): LocalChange[] {
  return inMembers(before.properties ?? {}, after.properties ?? {}, (name, old, next): LocalChange[] => {
    const place = { direction, path: `${path}.${name}` };
    if (old === undefined) return [{ ...place, severity: 'compatible', what: 'added' }];
    if (next === undefined) return [{ ...place, severity: 'breaking', what: 'removed' }];
    return inSchema(old, next, place);
  });
}

/** A caller breaks when it has to send more, or is promised less. */
function inRequired(before: Schema, after: Schema, { direction, path }: Place): LocalChange[] {
  const [old, next] = [before.required ?? [], after.required ?? []];
  const hurts = direction === 'request' ? 'more' : 'less';
  const both = (name: string) =>
    Object.hasOwn(before.properties ?? {}, name) && Object.hasOwn(after.properties ?? {}, name);
  const told = (name: string, kind: 'more' | 'less'): LocalChange => ({
    direction,
    path: `${path}.${name}`,
    severity: kind === hurts ? 'breaking' : 'compatible',
    what: kind === 'more' ? 'now required' : 'no longer required',
  });
  const added = next.filter((name) => !old.includes(name) && (both(name) || direction === 'request'));
  const dropped = old.filter((name) => !next.includes(name) && both(name));
  return [...added.map((name) => told(name, 'more')), ...dropped.map((name) => told(name, 'less'))];
}

/** A caller breaks when fewer types are taken, or more are given. */
function inType(before: Schema, after: Schema, { direction, path }: Place): LocalChange[] {
  const [old, next] = [typesOf(before), typesOf(after)];
  if (isSameJson([...old], [...next])) return [];
  const narrower = isWithin(next, old);
  const wider = isWithin(old, next);
  const harmless = direction === 'request' ? wider : narrower;
  const what = `type ${old.join(' or ') || 'open'} became ${next.join(' or ') || 'open'}`;
  return [{ direction, path, severity: harmless ? 'compatible' : 'breaking', what }];
}

/** Each type once; what is known by its values alone has their types. */
function typesOf(schema: Schema): readonly SchemaType[] {
  const { type, anyOf = [] } = schema;
  const own = type === undefined ? (valuesOf(schema) ?? []).map(typeOf) : [type].flat();
  return [...new Set([...own, ...anyOf.flatMap(typesOf)])];
}

function typeOf(value: Json): SchemaType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value as SchemaType;
}

/** The only values that there may be. A constant and a choice of one are the same. */
function valuesOf(schema: Schema): readonly Json[] | undefined {
  return schema.const === undefined ? schema.enum : [schema.const];
}

/** A caller breaks when fewer values are taken, or more are given. */
function inValues(before: Schema, after: Schema, { direction, path }: Place): LocalChange[] {
  const [old, next] = [valuesOf(before), valuesOf(after)];
  const within = (some: typeof old, all: typeof old) =>
    all === undefined || (some?.every((value) => all.some((other) => isSameJson(value, other))) ?? false);
  const [narrower, wider] = [within(next, old), within(old, next)];
  if (narrower && wider) return [];
  const harmless = direction === 'request' ? wider : narrower;
  const told = (values: typeof old) =>
    values === undefined ? 'any' : values.map((value) => shown(value)).join(' or ');
  const what = `value ${told(old)} became ${told(next)}`;
  return [{ direction, path, severity: harmless ? 'compatible' : 'breaking', what }];
}

/** No types at all stand for all of them. */
function isWithin(types: readonly SchemaType[], others: readonly SchemaType[]): boolean {
  return others.length === 0 || (types.length > 0 && types.every((type) => others.includes(type)));
}

/** Keywords of which more is narrower, and those of which less is. */
const NARROWER_WHEN = {
  minimum: 'more',
  minLength: 'more',
  minItems: 'more',
  maximum: 'less',
  maxLength: 'less',
} as const;
const EXACT = ['format', 'pattern'] as const;
const TOLD = ['default', 'x-unit', 'x-default-from'] as const;

function inKeywords(before: Schema, after: Schema, { direction, path }: Place): LocalChange[] {
  const changed = (keyword: keyof Schema) => !isSameJson(before[keyword] as Json, after[keyword] as Json);
  const what = (keyword: keyof Schema) =>
    `${keyword} ${shown(before[keyword] as Json)} became ${shown(after[keyword] as Json)}`;
  const severityOf = (narrower: boolean): Severity =>
    narrower === (direction === 'request') ? 'breaking' : 'compatible';
  const bounds = (Object.keys(NARROWER_WHEN) as (keyof typeof NARROWER_WHEN)[])
    .filter(changed)
    .map((keyword): LocalChange => {
      const [old, next] = [before[keyword], after[keyword]];
      const narrower =
        next !== undefined && (old === undefined || (NARROWER_WHEN[keyword] === 'more' ? next > old : next < old));
      return { direction, path, severity: severityOf(narrower), what: what(keyword) };
    });
  const exact = EXACT.filter(changed).map((keyword): LocalChange => {
    const swapped = before[keyword] !== undefined && after[keyword] !== undefined;
    const severity = swapped ? 'breaking' : severityOf(before[keyword] === undefined);
    return { direction, path, severity, what: what(keyword) };
  });
  const told = TOLD.filter(changed).map((keyword): LocalChange => {
    // Who leaves the parameter out gets something else than before.
    const severity = keyword === 'x-unit' ? 'editorial' : 'breaking';
    return { direction, path, severity, what: what(keyword) };
  });
  return [...bounds, ...exact, ...told];
}

function inNested(before: Schema, after: Schema, { direction, path }: Place): LocalChange[] {
  const items =
    before.items && after.items ? inSchema(before.items, after.items, { direction, path: `${path}[]` }) : [];
  const [old, next] = [before.additionalProperties, after.additionalProperties];
  const others =
    typeof old === 'object' && typeof next === 'object'
      ? inSchema(old, next, { direction, path: `${path}.*` })
      : inOpenness(old, next, { direction, path });
  return [...items, ...others];
}

function inOpenness(
  before: Schema['additionalProperties'],
  after: Schema['additionalProperties'],
  { direction, path }: Place,
): LocalChange[] {
  if ((before === false) === (after === false)) return [];
  const closed = after === false;
  const severity = closed === (direction === 'request') ? 'breaking' : 'compatible';
  return [{ direction, path, severity, what: closed ? 'takes no other members now' : 'takes other members now' }];
}

function inMembers<Value>(
  before: Readonly<Record<string, Value>>,
  after: Readonly<Record<string, Value>>,
  compare: (name: string, old: Value | undefined, next: Value | undefined) => LocalChange[],
): LocalChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => compare(name, member(before, name), member(after, name)));
}

function member<Value>(values: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
