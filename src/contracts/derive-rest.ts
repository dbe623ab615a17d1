/** Contracts of API v2, made of the published OpenAPI document and our supplement to it; the same bytes each time. */
import { type CommonContract, type Contract, DIALECT, type Supplement } from './contract.ts';
import { type Contracts, NO_COMMON, type Supplements } from './derive.ts';
import { refusalsOf } from './derive-answers.ts';
import { SupplementError, withSupplement } from './merge.ts';
import { documentedPart, type Published, type PublishedEndpoint } from './published.ts';
import { type Schema, stamped } from './schema.ts';

/** The revision that the document was made from: it names none itself. */
const GITREV = '5cb3315c30';

const DOCUMENT = 'openapi.json';

/**
 * @param supplements without them the contracts have no more than is published.
 * @throws SupplementError naming the place at fault.
 */
export function deriveRestContracts(
  published: Published,
  supplements: Supplements = { common: NO_COMMON, events: {} },
): Contracts {
  const { common, events } = supplements;
  const names = [...new Set([...Object.keys(published), ...Object.keys(events)])].sort();
  const contracts = names.map((name) => {
    const described = Object.hasOwn(published, name) ? published[name] : undefined;
    const supplement = (Object.hasOwn(events, name) ? events[name] : undefined) ?? {};
    return [`v2/${name}`, deriveContract(name, { described, supplement, supplements })] as const;
  });
  const { rejection, rejections, endpoints } = common;
  const { 'x-source': source, ...schema } = rejection;
  const shared: CommonContract = {
    rejection: stamped(schema, 'supplement', source),
    rejections: rejections.map(({ words, source: from }) => ({ words, from: 'supplement', source: from })),
    ...(endpoints && { endpoints: { from: 'supplement', ...endpoints } }),
  };
  return { common: { v2: shared }, endpoints: Object.fromEntries(contracts) };
}

interface Sources {
  readonly described: PublishedEndpoint | undefined;
  readonly supplement: Supplement;
  readonly supplements: Supplements;
}

function deriveContract(name: string, { described, supplement, supplements }: Sources): Contract {
  const { source, facts } = supplement;
  const place = `supplement of ${name}`;
  if ((described === undefined) !== (source !== undefined)) {
    const fault = described
      ? 'publishes the endpoint, so it needs no source'
      : 'publishes no such endpoint, so it needs a source';
    throw new SupplementError(`${place}: the document ${fault}`);
  }
  const from = described === undefined ? 'supplement' : 'documented';
  const known: Schema = described?.request ?? stamped({ type: 'object', properties: {} }, 'supplement', source);
  const given = supplement.answers?.success?.result;
  const result = resultOf(described?.answer, given, `${place}: answers.success.result`);
  if (result === undefined) throw new SupplementError(`${place}: nothing says what the endpoint answers`);
  const published = (described?.refusals ?? []).map((words) => ({ words, from: 'documented' }) as const);
  const refusals = [...published, ...refusalsOf(name, [], supplement, supplements.common)];
  // A contract that is held against answers has an error only where its words are known.
  const isPublishedAlone = Object.keys(supplements.events).length === 0;
  const mayFail = refusals.length > 0 || (isPublishedAlone && described?.mayFail === true);
  const { result: _result, ...otherSuccesses } = supplement.answers?.success ?? {};
  const kinds = (schemas: Readonly<Record<string, Schema>>) =>
    Object.fromEntries(Object.entries(schemas).map(([kind, one]) => [kind, withSupplement(undefined, one, place)]));
  const error = stamped(ERROR, described === undefined ? 'supplement' : 'documented', source);
  return {
    endpoint: `v2/${name}`,
    jsonSchemaDialect: DIALECT,
    source: { description: described === undefined ? String(source) : DOCUMENT, gitrev: GITREV },
    request: supplement.request === undefined ? known : withSupplement(known, supplement.request, `${place}: request`),
    encodings: { json: from, form: 'supplement' },
    answers: {
      success: { result, ...kinds(otherSuccesses) },
      refusal: { ...(mayFail && { error }), ...kinds(supplement.answers?.refusal ?? {}) },
    },
    refusals,
    examples: [],
    ...(facts !== undefined && { facts }),
  };
}

const ERROR: Schema = {
  type: 'object',
  properties: { error: { type: 'string' } },
  required: ['error'],
  additionalProperties: false,
};

/** Of a supplement, it may stand in place of what is published: hubs do not answer everywhere as they publish. */
function resultOf(
  published: Schema | undefined,
  supplement: NonNullable<Supplement['request']> | undefined,
  place: string,
): Schema | undefined {
  if (supplement === undefined) return published;
  const { 'x-replaces': replaces, ...rest } = supplement;
  return withSupplement(replaces === 'documented' ? undefined : published, rest, place);
}

/** What the contracts have from the document that they were derived from, so that they can be derived anew without it. */
export function publishedIn(contracts: Contracts): Published {
  const described = Object.values(contracts.endpoints).filter(
    ({ endpoint, source }) => endpoint.startsWith('v2/') && source.description === DOCUMENT,
  );
  return Object.fromEntries(
    described.map(({ endpoint, request, answers }) => [
      endpoint.slice('v2/'.length),
      {
        request: documentedPart(request) ?? { 'x-from': 'documented' as const },
        answer: documentedPart(answers.success.result) ?? { 'x-from': 'documented' as const },
        mayFail: Object.hasOwn(answers.refusal, 'error'),
        refusals: [],
      },
    ]),
  );
}
