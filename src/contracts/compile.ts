/** Compiles contracts with ajv, each schema when it is first needed. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { UUID } from '../core/values.ts';
import type { CompiledContract, CompiledSchema, Validate } from './compiled.ts';
import type { Contract, Words } from './contract.ts';
import type { Contracts } from './derive.ts';
import { commonOf, envelopeOf } from './reading.ts';
import { ANNOTATIONS, type Schema } from './schema.ts';

/** The formats that contracts name, but for `uuid`: ajv's own takes `urn:uuid:` before one, which a hub does not. */
const FORMATS = ['date-time', 'email', 'uri'] as const;

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
