/** The refusals that a fault can have an operation make: those in its contract, and those that any call may meet. */
import { readyContract } from '../../contracts/ready.ts';
import { saysSo } from '../../contracts/words.ts';
import { isRefusalCode, type Refusal, type RefusalCode, refusalCodes, refuse } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { nearest } from '../../core/nearest.ts';
import { declaredParameters } from '../dispatch/index.ts';
import type { Refusing } from './spec.ts';

const PLACEHOLDER = /<([a-z_0-9]+)>/g;

/** What is known when a fault fires, for the names in words. */
type Details = Readonly<Record<string, Json | undefined>>;

/** The refusal, with its names filled in. */
export function refusalOf(refusing: Refusing, known: Details): Refusal {
  const { words, details = {} } = typeof refusing === 'string' ? { words: refusing } : refusing;
  const all: Details = { ...known, ...details };
  if (typeof words === 'string' && isRefusalCode(words)) return ofCode(words, all);
  return refuse('by_fault', { words: filled(words, all) });
}

function ofCode(code: RefusalCode, details: Details): Refusal {
  return (refuse as (code: RefusalCode, details: Details) => Refusal)(code, details);
}

function filled(words: Json, details: Details): Json {
  if (typeof words === 'string') {
    const [whole] = words.match(/^<[a-z_0-9]+>$/) ?? [];
    if (whole !== undefined) return details[whole.slice(1, -1)] ?? whole;
    return words.replace(PLACEHOLDER, (placeholder, name: string) => {
      const value = details[name];
      return value === undefined ? placeholder : String(value);
    });
  }
  if (!isObject(words)) return words;
  return Object.fromEntries(Object.entries(words).map(([name, inner]) => [name, filled(inner, details)]));
}

/** Where a refusal comes from: from the operation, or from what looks at any call before. */
export type Layer = 'operation' | 'any call';

/**
 * Sees to it that the refusal is one of the operation, and that all names in it will be known.
 *
 * @throws Error that tells which refusals the operation has.
 */
export async function layerOf(refusing: Refusing, operation: string): Promise<Layer> {
  const { words, details = {} } = typeof refusing === 'string' ? { words: refusing } : refusing;
  const contract = await readyContract(operation);
  const own = (contract?.refusals ?? []).filter(isTelling);
  const ofAny = (contract?.rejections ?? []).filter(isTelling);
  const isCode = typeof words === 'string' && isRefusalCode(words);
  const said = isCode ? saidBy(words, details) : words;
  const layer = own.some((pattern) => isSaid(pattern, said))
    ? 'operation'
    : ofAny.some((pattern) => isSaid(pattern, said))
      ? 'any call'
      : undefined;
  if (layer === undefined) throw new Error(unknownRefusal(words, operation, [...own, ...ofAny]));
  const missing = namesIn(words).filter(
    (name) => !Object.hasOwn(details, name) && !knownNames(operation).includes(name),
  );
  if (missing.length === 0) return layer;
  throw new Error(`the refusal ${JSON.stringify(words)} needs { words: …, details: { ${missing.join(', ')} } }`);
}

/** Words that are no more than a placeholder fit everything, and so say nothing. */
function isTelling(pattern: Json): boolean {
  return !(typeof pattern === 'string' && /^<[a-z_0-9]+>$/.test(pattern));
}

function unknownRefusal(words: Json, operation: string, patterns: readonly Json[]): string {
  const codes = refusalCodes().filter((code) => patterns.some((pattern) => fits(pattern, code)));
  const others = patterns.filter((pattern) => !codes.some((code) => fits(pattern, code)));
  const told = [...codes, ...others.map((one) => JSON.stringify(one))];
  const meant = typeof words === 'string' ? nearest(words, codes) : undefined;
  const hint = meant === undefined ? '' : `; did you mean "${meant}"?`;
  return `${JSON.stringify(words)} is no refusal of ${operation}${hint} It has: ${told.join(', ')}`;
}

function isSaid(pattern: Json, said: Json | undefined): boolean {
  // Either may have a name where the other one says more.
  return said !== undefined && (saysSo(pattern, said) || saysSo(said, pattern));
}

function fits(pattern: Json, code: RefusalCode): boolean {
  return isSaid(pattern, saidBy(code, {}));
}

/** The words of the refusal with `<name>` for each name; nothing where it is made of more than names. */
function saidBy(code: RefusalCode, details: JsonObject, onAsked?: (name: string) => void): Json | undefined {
  try {
    return ofCode(code, placeholders(details, onAsked)).words;
  } catch (thrown) {
    if (thrown instanceof TypeError) return undefined;
    throw thrown;
  }
}

function namesIn(words: Json): string[] {
  if (typeof words !== 'string') return isObject(words) ? Object.values(words).flatMap(namesIn) : [];
  if (!isRefusalCode(words)) return [...words.matchAll(PLACEHOLDER)].map(([, name]) => name as string);
  const asked = new Set<string>();
  saidBy(words, {}, (name) => asked.add(name));
  return [...asked];
}

function placeholders(details: JsonObject, onAsked: (name: string) => void = () => {}): Details {
  return new Proxy(details as Details, {
    get(target, name) {
      if (typeof name !== 'string') return undefined;
      onAsked(name);
      return Object.hasOwn(target, name) ? target[name] : `<${name}>`;
    },
  });
}

/** Names that a call tells by itself. */
function knownNames(operation: string): readonly string[] {
  return [...(declaredParameters(operation) ?? []), 'account_id', 'project_id', 'name', 'subject', 'help_email'];
}
