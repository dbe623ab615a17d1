/** What was sent to the control plane, read and held against the schemas of its route. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Incoming } from '../../adapters/node/incoming.ts';
import { parseContentType } from '../../adapters/wire/content-type.ts';
import type { ControlRoute } from '../../control/routes.ts';
import type { ControlSchema } from '../../control/schema.ts';
import { isDeeper, isObject, type JsonObject } from '../../core/json.ts';
import { mistakesAmong } from '../check-world.ts';
import { Denial } from '../denial.ts';

const BODY_BYTES = 2 ** 20;
/** A document holds the files of a whole hub. */
const LARGE_BYTES = 256 * 2 ** 20;
const MOST_LEVELS = 1000;

const options = { allErrors: true, verbose: true, allowUnionTypes: true, strict: false } as const;
const ajv = new Ajv2020(options);
/** Values of a query are texts. */
const ajvOfQuery = new Ajv2020({ ...options, coerceTypes: true });
const compiled = new Map<ControlSchema, ValidateFunction>();

/** Members of the body and of the query, and the parts of the path. @throws Denial */
export async function controlInput(
  incoming: Incoming,
  { query, body, isLarge, method }: ControlRoute,
  parts: Readonly<Record<string, string>>,
): Promise<JsonObject> {
  const given: JsonObject = Object.fromEntries(searchOf(incoming.target));
  check(query ?? NOTHING, given, ajvOfQuery, 'query');
  const changes = method === 'POST' || method === 'PUT';
  const sent = changes ? await bodyOf(incoming, isLarge ? LARGE_BYTES : BODY_BYTES) : {};
  if (body !== undefined) check(body, sent, ajv, 'body');
  return { ...given, ...sent, ...parts };
}

const NOTHING: ControlSchema = { type: 'object', properties: {}, additionalProperties: false };

function searchOf(url: string): URLSearchParams {
  const start = url.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : url.slice(start + 1));
}

async function bodyOf(incoming: Incoming, limitBytes: number): Promise<JsonObject> {
  // A form of a web page can send everything but this type, and a script of another origin has to ask before it does.
  if (parseContentType(incoming.header('content-type') ?? '')?.type !== 'application/json') {
    throw new Denial(415, 'not_json', 'a change is sent as JSON', 'send the header Content-Type: application/json');
  }
  const read = () => new Promise<Uint8Array | undefined>((resolve) => incoming.read(limitBytes, resolve));
  const bytes = incoming.hasBody ? await read() : new Uint8Array();
  if (bytes === undefined) {
    throw new Denial(413, 'too_large', `the body has more than ${limitBytes} bytes`, 'send less at a time');
  }
  const text = new TextDecoder().decode(bytes);
  return text.trim() === '' ? {} : parsed(text);
}

function parsed(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    throw new Denial(400, 'bad_json', `the body is no JSON: ${(thrown as Error).message}`, 'send an object in JSON');
  }
  if (!isObject(value)) throw new Denial(400, 'bad_input', 'body: expected an object', 'send an object in JSON');
  if (isDeeper(value, MOST_LEVELS)) {
    throw new Denial(400, 'bad_input', `body: more than ${MOST_LEVELS} levels`, 'send something less deep');
  }
  return value;
}

function check(schema: ControlSchema, value: JsonObject, compiler: Ajv2020, where: string): void {
  let validate = compiled.get(schema);
  if (validate === undefined) {
    validate = compiler.compile(schema);
    compiled.set(schema, validate);
  }
  if (validate(value)) return;
  const mistakes = mistakesAmong(validate.errors ?? [], value).map((mistake) =>
    mistake.replace(/^\(top level\): /, ''),
  );
  const hint = 'GET /__admin/openapi.json describes all that can be sent';
  throw new Denial(400, 'bad_input', `${where}: ${mistakes.slice(0, MOST_TOLD).join('; ')}`, hint);
}

const MOST_TOLD = 5;
