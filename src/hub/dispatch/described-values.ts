/**
 * Holding a value to the published description of v2, as a hub in development does: what is not described is taken out,
 * what is missing and has a default is filled in, and each fault is told of in the words of the hub. [npm zod@3]
 */
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { UUID } from '../../core/values.ts';

/** A node of the description, in the words of JSON Schema; one without any takes everything. */
export interface DescribedValue {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, DescribedValue>>;
  readonly required?: readonly string[];
  readonly items?: DescribedValue;
  readonly additionalProperties?: DescribedValue | boolean;
  readonly anyOf?: readonly DescribedValue[];
  readonly enum?: readonly Json[];
  readonly format?: string;
  readonly default?: Json;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** A condition of the hub's own follows, which values that are out of bounds do not meet either. */
  readonly 'x-refined'?: true;
}

type Path = readonly (string | number)[];

export interface HeldValue {
  readonly value: Json;
  readonly issues: readonly JsonObject[];
}

/** `wrong`: of another kind altogether; `broken`: of the right kind, and out of bounds or out of form. */
interface Judged {
  readonly state: 'fine' | 'broken' | 'wrong';
  readonly value: Json | undefined;
  readonly issues: readonly JsonObject[];
}

/** What is left of the value; where there are issues, nothing of it counts. */
export function heldTo(described: DescribedValue, value: Json): HeldValue {
  const { state, value: left = null, issues } = judged(described, value, []);
  const isRefined = described['x-refined'] === true && state === 'broken';
  return {
    value: left,
    issues: isRefined ? [...issues, { code: 'custom', message: 'Invalid input', path: [] }] : issues,
  };
}

function judged(described: DescribedValue, value: Json | undefined, path: Path): Judged {
  const { anyOf, enum: values, default: preset } = described;
  if (value === undefined && preset !== undefined) return judged(described, preset, path);
  if (anyOf !== undefined) return judgedByUnion(anyOf, value, path);
  const types = [described.type ?? []].flat();
  if (value === null && types.includes('null')) return fine(value);
  if (values !== undefined) return judgedAmong(values, value, path);
  const [type] = types.filter((name) => name !== 'null');
  switch (type) {
    case undefined:
      return fine(value);
    case 'object':
      return isObject(value) ? judgedMembers(described, value, path) : wrongType(type, value, path);
    case 'array':
      return Array.isArray(value) ? judgedItems(described, value, path) : wrongType(type, value, path);
    case 'integer':
    case 'number':
      if (typeof value !== 'number') return wrongType('number', value, path);
      return bounded([...integerIssues(type, value, path), ...rangeIssues(described, value, path)], value);
    case 'string':
      if (typeof value !== 'string') return wrongType(type, value, path);
      return bounded([...formatIssues(described, value, path), ...lengthIssues(described, value, path)], value);
    default:
      return typeof value === type ? fine(value) : wrongType(type, value, path);
  }
}

const fine = (value: Json | undefined): Judged => ({ state: 'fine', value, issues: [] });

const wrong = (issue: JsonObject): Judged => ({ state: 'wrong', value: undefined, issues: [issue] });

const bounded = (issues: readonly JsonObject[], value: Json): Judged => ({
  state: issues.length === 0 ? 'fine' : 'broken',
  value,
  issues,
});

function kindOf(value: Json | undefined): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function wrongType(expected: string, value: Json | undefined, path: Path): Judged {
  const received = kindOf(value);
  const message = value === undefined ? 'Required' : `Expected ${expected}, received ${received}`;
  return wrong({ code: 'invalid_type', expected, received, path: [...path], message });
}

/** One value is a constant, several are a choice. */
function judgedAmong(all: readonly Json[], value: Json | undefined, path: Path): Judged {
  if (value !== undefined && all.includes(value)) return fine(value);
  const values = all.filter((one) => one !== null);
  const [expected = null] = values;
  if (values.length === 1) {
    const message = `Invalid literal value, expected ${JSON.stringify(expected)}`;
    return wrong({
      ...(value !== undefined && { received: value }),
      ...{ code: 'invalid_literal', expected, path: [...path], message },
    });
  }
  const choice = values.map((one) => `'${one}'`).join(' | ');
  if (typeof value !== 'string') {
    const received = kindOf(value);
    const message = value === undefined ? 'Required' : `Expected ${choice}, received ${received}`;
    return wrong({ expected: choice, received, code: 'invalid_type', path: [...path], message });
  }
  const message = `Invalid enum value. Expected ${choice}, received '${value}'`;
  return wrong({ received: value, code: 'invalid_enum_value', options: [...values], path: [...path], message });
}

function judgedMembers(described: DescribedValue, value: JsonObject, path: Path): Judged {
  const { properties, required = [], additionalProperties } = described;
  if (properties === undefined && typeof additionalProperties === 'object') {
    const judgements = Object.entries(value).map(
      ([name, member]) => [name, judged(additionalProperties, member, [...path, name])] as const,
    );
    return gathered(judgements, Object.fromEntries(judgements.map(([name, one]) => [name, one.value as Json])));
  }
  const judgements = Object.entries(properties ?? {}).flatMap(([name, member]): [string, Judged][] => {
    const sent = Object.hasOwn(value, name) ? value[name] : undefined;
    if (sent === undefined && !required.includes(name) && member.default === undefined) return [];
    return [[name, judged(member, sent, [...path, name])]];
  });
  const kept = judgements.filter(([, one]) => one.value !== undefined).map(([name, one]) => [name, one.value as Json]);
  return gathered(judgements, Object.fromEntries(kept));
}

function judgedItems(described: DescribedValue, value: readonly Json[], path: Path): Judged {
  const { items: ofEach = {} } = described;
  const judgements = value.map((item, at) => [String(at), judged(ofEach, item, [...path, at])] as const);
  const items = judgements.map(([, one]) => one.value as Json);
  return gathered([['', bounded(countIssues(described, value, path), [...value])], ...judgements], items);
}

function countIssues({ minItems, maxItems }: DescribedValue, value: readonly Json[], path: Path): JsonObject[] {
  const issue = (code: string, bound: JsonObject, words: string) => ({
    ...{ code, ...bound, type: 'array', inclusive: true, exact: false },
    message: `Array must contain ${words} element(s)`,
    path: [...path],
  });
  return [
    ...(minItems !== undefined && value.length < minItems
      ? [issue('too_small', { minimum: minItems }, `at least ${minItems}`)]
      : []),
    ...(maxItems !== undefined && value.length > maxItems
      ? [issue('too_big', { maximum: maxItems }, `at most ${maxItems}`)]
      : []),
  ];
}

function gathered(judgements: readonly (readonly [string, Judged])[], value: Json): Judged {
  const states = judgements.map(([, { state }]) => state);
  const state = states.includes('wrong') ? 'wrong' : states.includes('broken') ? 'broken' : 'fine';
  return { state, value, issues: judgements.flatMap(([, { issues }]) => issues) };
}

/** The first alternative that fits; else the first that would but for its bounds; else what each of them says. */
function judgedByUnion(alternatives: readonly DescribedValue[], value: Json | undefined, path: Path): Judged {
  const judgements = alternatives.map((one) => judged(one, value, path));
  const fitting =
    judgements.find(({ state }) => state === 'fine') ?? judgements.find(({ state }) => state === 'broken');
  if (fitting !== undefined) return fitting;
  const unionErrors = judgements.map(({ issues }) => ({ issues: [...issues], name: 'ZodError' }));
  return wrong({ code: 'invalid_union', unionErrors, path: [...path], message: 'Invalid input' });
}

function integerIssues(type: string, value: number, path: Path): JsonObject[] {
  if (type === 'number' || Number.isInteger(value)) return [];
  const message = 'Expected integer, received float';
  return [{ code: 'invalid_type', expected: 'integer', received: 'float', message, path: [...path] }];
}

function rangeIssues({ minimum, exclusiveMinimum }: DescribedValue, value: number, path: Path): JsonObject[] {
  const issue = (least: number, inclusive: boolean) => ({
    ...{ code: 'too_small', minimum: least, type: 'number', inclusive, exact: false },
    message: `Number must be greater than ${inclusive ? 'or equal to ' : ''}${least}`,
    path: [...path],
  });
  return [
    ...(minimum !== undefined && value < minimum ? [issue(minimum, true)] : []),
    ...(exclusiveMinimum !== undefined && value <= exclusiveMinimum ? [issue(exclusiveMinimum, false)] : []),
  ];
}

function lengthIssues({ minLength, maxLength }: DescribedValue, value: string, path: Path): JsonObject[] {
  const issue = (code: string, bound: JsonObject, words: string) => ({
    ...{ code, ...bound, type: 'string', inclusive: true, exact: false },
    message: `String must contain ${words} character(s)`,
    path: [...path],
  });
  return [
    ...(minLength !== undefined && value.length < minLength
      ? [issue('too_small', { minimum: minLength }, `at least ${minLength}`)]
      : []),
    ...(maxLength !== undefined && value.length > maxLength
      ? [issue('too_big', { maximum: maxLength }, `at most ${maxLength}`)]
      : []),
  ];
}

/** [npm zod@3 emailRegex] */
const EMAIL = /^(?!\.)(?!.*\.\.)([A-Z0-9_'+\-.]*)[A-Z0-9_+-]@([A-Z0-9][A-Z0-9-]*\.)+[A-Z]{2,}$/i;

const FORMATS: Readonly<Record<string, RegExp>> = { uuid: UUID, email: EMAIL };

function formatIssues({ format = '' }: DescribedValue, value: string, path: Path): JsonObject[] {
  const pattern = FORMATS[format];
  if (pattern === undefined || pattern.test(value)) return [];
  return [{ validation: format, code: 'invalid_string', message: `Invalid ${format}`, path: [...path] }];
}
