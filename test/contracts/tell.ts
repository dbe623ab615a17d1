/** The contract of a function that there is not. */
import { type Contract, DIALECT } from '../../src/contracts/contract.ts';

export const TELL: Contract = {
  endpoint: 'conat/hub/group.tell',
  jsonSchemaDialect: DIALECT,
  source: { description: '', gitrev: '' },
  request: {
    'x-from': 'recorded',
    type: 'array',
    minItems: 1,
    items: {
      'x-from': 'recorded',
      type: 'object',
      properties: { path: { 'x-from': 'recorded', type: 'string' } },
      additionalProperties: false,
    },
  },
  encodings: { json: 'recorded', form: 'recorded' },
  answers: {
    success: { result: { 'x-from': 'recorded', type: ['null', 'string', 'object'] } },
    refusal: { error: { 'x-from': 'recorded', type: 'object', properties: { error: { type: 'string' } } } },
  },
  refusals: [{ words: 'Error: no <path>', from: 'recorded' }],
  examples: [],
};
