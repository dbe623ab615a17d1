/** What a validator finds, as data with words a person understands. */
import { isObject, type Json } from '../core/json.ts';
import { Redactor } from '../core/redact.ts';
import { isSecretName } from '../core/redaction/names.ts';
import type { CompiledSchema, Fault } from './compiled.ts';
import { type Origin, originOf, type Schema } from './schema.ts';

/** One place where a value is not as promised. */
export interface Violation {
  /** As in `answer.results[0].first_name`. */
  readonly path: string;
  /** What the contract says of it. */
  readonly expected: string;
  /** What was there. */
  readonly found: string;
  /** How it is known what should be there. */
  readonly from: Origin;
}

/** All that is wrong with the value, called `root` in paths. */
export function violationsOf({ schema, validate }: CompiledSchema, value: Json, root: string): Violation[] {
  if (validate(value)) return [];
  const faults = validate.errors ?? [];
  return faults
    .filter(({ schemaPath }) => !faults.some((other) => isAlternativeOf(schemaPath, other)))
    .map((fault) => violation(fault, schema, value, root));
}

/** `answer.id: should be a text of the form uuid (example), but is 5`. */
export function violationText({ path, expected, found, from }: Violation): string {
  return `${path} should be ${expected} (${from}), but is ${found}`;
}

/** Where no alternative fits, that is told once, instead of why each of them does not. */
function isAlternativeOf(schemaPath: string, { keyword, schemaPath: whole }: Fault): boolean {
  return keyword === 'anyOf' && schemaPath.startsWith(`${whole}/`);
}

function violation(fault: Fault, schema: Schema, value: Json, root: string): Violation {
  const keywords = segments(fault.schemaPath.replace(/^#/, ''));
  const node = at(schema, keywords.slice(0, -1)) as Schema;
  const member = memberOf(fault);
  const path = [...segments(fault.instancePath), ...(member === undefined ? [] : [member])];
  // The texts go into logs and answers.
  const secrets = new Redactor();
  const name = path.findLast((part) => !/^\d+$/.test(part));
  return {
    path: secrets.text(
      path.reduce((text, part) => (/^\d+$/.test(part) ? `${text}[${part}]` : `${text}.${part}`), root),
    ),
    expected: secrets.text(expectation(fault, node ?? {})),
    found: foundText(at(value, path) as Json | undefined, name, secrets),
    from: originOf(node ?? {}, fault.keyword),
  };
}

/** The member that is wanting or too many, which ajv tells of the object that should have it, or not. */
function memberOf({ keyword, params }: Fault): string | undefined {
  if (keyword === 'required') return String(params.missingProperty);
  if (keyword === 'additionalProperties') return String(params.additionalProperty);
  return undefined;
}

function expectation({ keyword, params }: Fault, node: Schema): string {
  switch (keyword) {
    case 'required':
      return 'there';
    case 'additionalProperties':
      return 'absent';
    case 'const':
      return JSON.stringify(node.const);
    case 'enum':
      return `one of ${JSON.stringify(node.enum)}`;
    case 'type':
      return typeText(node);
    case 'format':
      return `a text of the form ${node.format}`;
    case 'pattern':
      return `a text like ${node.pattern}`;
    case 'minLength':
      return `at least ${node.minLength} characters long`;
    case 'maxLength':
      return `at most ${node.maxLength} characters long`;
    case 'minItems':
      return `at least ${node.minItems} items long`;
    case 'minimum':
      return `at least ${node.minimum}`;
    case 'maximum':
      return `at most ${node.maximum}`;
    case 'anyOf':
      return node.anyOf?.map(typeText).join(' or ') ?? 'one of several kinds';
    case 'propertyNames':
      return `without a member called ${JSON.stringify(params.propertyName)}`;
    default:
      return `as its ${keyword} says`;
  }
}

function typeText({ type, format, items }: Schema): string {
  const types = (type === undefined ? ['anything'] : typeof type === 'string' ? [type] : type).join(' or ');
  if (format !== undefined) return `${types} of the form ${format}`;
  return items === undefined ? types : `${types} of ${typeText(items)}`;
}

function segments(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replace(/~1/g, '/').replace(/~0/g, '~'));
}

function at(whole: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? (value as Record<string, unknown>)[name]
        : undefined,
    whole,
  );
}

/** The value of a member as texts show it. Redacted before it is cut: half a secret is not known again. */
export function foundText(value: Json | undefined, member = '', secrets = new Redactor()): string {
  if (value === undefined) return 'nothing';
  // An object in place of a secret has it somewhere, under whatever name.
  const shown = isObject(value) && isSecretName(member) ? JSON.stringify(value) : value;
  return JSON.stringify(secrets.json(shown, member)).slice(0, 200);
}
