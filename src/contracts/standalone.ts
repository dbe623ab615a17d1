/** Validators as code, written at build time: compiling a contract takes longer than all else that a first call does. */
import standaloneCode from 'ajv/dist/standalone/index.js';
import { newAjv } from './compile.ts';
import type { Contract } from './contract.ts';
import type { Contracts } from './derive.ts';
import { commonOf, envelopeOf } from './reading.ts';
import type { Schema } from './schema.ts';

/** The modules that stand in for `ready.ts` in a build: paths below `contracts`, and code. */
export function standaloneModules({ common, endpoints }: Contracts): [path: string, code: string][] {
  const names = Object.keys(endpoints);
  return [
    ['ready.js', readyModule(names)],
    ...Object.values(endpoints).map((contract): [string, string] => [
      `compiled/${contract.endpoint}.js`,
      contractModule(contract, common),
    ]),
  ];
}

function readyModule(names: readonly string[]): string {
  // Written out one by one, so that bundlers see them.
  const loaders = names.map((name) => `  ${JSON.stringify(name)}: () => import('./compiled/${name}.js'),`);
  return `/** The contracts of this package, compiled by its build, each loaded when its endpoint is first called. */
const loaders = {
${loaders.join('\n')}
};

export async function readyContract(endpoint) {
  return Object.hasOwn(loaders, endpoint) ? (await loaders[endpoint]()).contract : undefined;
}
`;
}

function contractModule({ endpoint, request, answers, refusals, neverAnswers }: Contract, all: Contracts['common']) {
  const common = commonOf(all, endpoint);
  const envelope = envelopeOf(common, endpoint);
  const ajv = newAjv({ code: true });
  const schemas: Record<string, Schema> = {};
  const compiled = (name: string, schema: Schema) => {
    ajv.addSchema(schema, name);
    schemas[name] = schema;
    return `{ schema: ${JSON.stringify(schema)}, validate: ${name} }`;
  };
  const kinds = (kind: string, all: Readonly<Record<string, Schema>>) =>
    `{ ${Object.entries(all)
      .map(([event, schema], at) => `${JSON.stringify(event)}: ${compiled(`${kind}${at}`, schema)}`)
      .join(', ')} }`;
  const contract = `export const contract = {
  endpoint: ${JSON.stringify(endpoint)},
  request: ${compiled('request', request)},
  ${envelope ? `envelope: ${compiled('envelope', envelope)},` : ''}
  success: ${kinds('success', answers.success)},
  refusal: ${kinds('refusal', answers.refusal)},
  rejection: ${compiled('rejection', common.rejection)},
  refusals: ${JSON.stringify(refusals.map(({ words }) => words))},
  rejections: ${JSON.stringify(common.rejections.map(({ words }) => words))},
  neverAnswers: ${JSON.stringify(neverAnswers)},
};
`;
  const names = Object.fromEntries(Object.keys(schemas).map((name) => [name, name]));
  return `${asModule(standaloneCode.default(ajv, names))}\n${contract}`;
}

/** What ajv writes as a module still requires its parts as CommonJS does, which browsers cannot. */
const REQUIRED: readonly (readonly [RegExp, string, string])[] = [
  [/require\("ajv-formats\/dist\/formats"\)/g, 'formats', 'ajv-formats/dist/formats.js'],
  [/require\("ajv\/dist\/runtime\/ucs2length"\)/g, 'ucs2length', 'ajv/dist/runtime/ucs2length.js'],
];

function asModule(code: string): string {
  const needed = REQUIRED.filter(([pattern]) => code.search(pattern) >= 0);
  const imports = needed.map(([, name, from]) => `import ${name} from '${from}';`);
  const body = needed.reduce((text, [pattern, name]) => text.replace(pattern, name), code);
  const left = body.match(/\brequire\([^)]*\)/);
  if (left !== null) throw new Error(`validators still need ${left[0]}`);
  return [...imports, body.replace(/^"use strict";/, '')].join('\n');
}
