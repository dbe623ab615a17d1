/** Compiles contracts with ajv, each schema when it is first needed. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { UUID } from '../core/values.ts';
import type { CompiledContract, CompiledSchema, Validate } from './compiled.ts';
import type { Contract, Words } from './contract.ts';
import type { Contracts } from './derive.ts';
import { commonOf, envelopeOf } from './reading.ts';
import { ANNOTATIONS, type Schema } from './schema.ts';

/** The formats that contracts name and ajv knows. Its `uuid` takes `urn:uuid:` before one, which a hub does not. */
const FORMATS = ['email', 'uri'] as const;

const LEAP_YEAR = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)';
const MONTHS =
  '(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8])';
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?(?:Z|[+-](?:[01]\\d|2[0-3])(?::?[0-5]\\d)?)';

/** As ajv's, but for leap seconds, which no computer writes: it takes times apart, which takes longer than the rest of a check. */
export const DATE_TIME = new RegExp(`^(?:\\d{4}-(?:${MONTHS})|${LEAP_YEAR}-02-29)[T\\s]${TIME}$`, 'i');

/** @param code whether the validators are to be written out as code. */
export function newAjv({ code }: { code: boolean } = { code: false }): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    // A member that is not there is not what every object inherits under its name: `toString`, `constructor`.
    ownProperties: true,
    allowUnionTypes: true,
    ...(code && { code: { source: true, esm: true } }),
  });
  addFormats.default(ajv, [...FORMATS]);
  ajv.addFormat('uuid', UUID);
  ajv.addFormat('date-time', DATE_TIME);
  ajv.addVocabulary([...ANNOTATIONS]);
  return ajv;
}

/** The contract, ready to check with. */
export function compile(contract: Contract, all: Contracts['common'], ajv: Ajv2020 = newAjv()): CompiledContract {
  const { endpoint, request, answers, refusals, neverAnswers } = contract;
  const common = commonOf(all, endpoint);
  const envelope = envelopeOf(common, endpoint);
  const kinds = (schemas: Readonly<Record<string, Schema>>) =>
    Object.fromEntries(Object.entries(schemas).map(([event, schema]) => [event, lazily(ajv, schema)]));
  return {
    endpoint,
    request: lazily(ajv, request),
    ...(envelope && { envelope: lazily(ajv, envelope) }),
    success: kinds(answers.success),
    refusal: kinds(answers.refusal),
    rejection: lazily(ajv, common.rejection),
    refusals: refusals.map(wordsOnly),
    rejections: common.rejections.map(wordsOnly),
    neverAnswers,
  };
}

const wordsOnly = ({ words }: Words) => words;

/** Compiling takes milliseconds, and few calls are made of all there are. */
function lazily(ajv: Ajv2020, schema: Schema): CompiledSchema {
  let made: Validate | undefined;
  return {
    schema,
    get validate() {
      made ??= ajv.compile(schema) as Validate;
      return made;
    },
  };
}
