/** What the contracts cover of each operation, and how much of it is documented, shown by example, or supplemented. */
import type { Contract, Words } from './contract.ts';
import type { Contracts } from './derive.ts';
import { parametersOf } from './reading.ts';
import { mapChildren, type Origin, type Schema } from './schema.ts';

type Count = Readonly<Record<Origin, number>>;

export interface OperationCoverage {
  readonly endpoint: string;
  /** Parameters, by where they are known from. */
  readonly parameters: Count;
  /** Values and types that a parameter can have, where these are a few. */
  readonly alternatives: Count;
  /** Kinds of answers, by event. */
  readonly successes: Count;
  readonly refusals: Count;
  /** Texts that the operation refuses with. */
  readonly words: Count;
  /** All nodes of request and answers. */
  readonly nodes: Count;
  readonly examples: number;
}

export function coverageOf({ endpoints }: Contracts): OperationCoverage[] {
  return Object.values(endpoints).map(operationCoverage);
}

function operationCoverage({ endpoint, request, answers, refusals, examples }: Contract): OperationCoverage {
  const parameters = Object.values(parametersOf({ endpoint, request }).properties ?? {});
  const kinds = [...Object.values(answers.success), ...Object.values(answers.refusal)];
  return {
    endpoint,
    parameters: countOf(parameters),
    alternatives: countOf(parameters.flatMap(alternatives)),
    successes: countOf(Object.values(answers.success)),
    refusals: countOf(Object.values(answers.refusal)),
    words: countWords(refusals),
    nodes: countOf([request, ...kinds].flatMap(nodesOf)),
    examples: examples.length,
  };
}

function alternatives({ anyOf = [], enum: values = [], 'x-from': from }: Schema): Schema[] {
  return [...anyOf, ...values.map((): Schema => (from === undefined ? {} : { 'x-from': from }))];
}

function nodesOf(schema: Schema): Schema[] {
  const below: Schema[] = [];
  mapChildren(schema, (child) => {
    below.push(...nodesOf(child));
    return child;
  });
  return [schema, ...below];
}

const countOf = (nodes: readonly Schema[]) => count(nodes.map((node) => node['x-from'] ?? 'supplement'));
const countWords = (words: readonly Words[]) => count(words.map(({ from }) => from));

function count(origins: readonly Origin[]): Count {
  const of = (origin: Origin) => origins.filter((one) => one === origin).length;
  return {
    documented: of('documented'),
    example: of('example'),
    supplement: of('supplement'),
    recorded: of('recorded'),
  };
}

const COLUMNS = ['parameters', 'alternatives', 'successes', 'refusals', 'words', 'nodes'] as const;

/** Rows of texts, headed: one for each operation, and the sum. Counts are documented / by example / supplemented / recorded. */
export function coverageRows(operations: readonly OperationCoverage[]): string[][] {
  const sum = (column: (typeof COLUMNS)[number]): Count => addUp(operations.map((operation) => operation[column]));
  const examples = operations.reduce((total, operation) => total + operation.examples, 0);
  return [
    ['operation', ...COLUMNS, 'examples'],
    ...operations.map((operation) => [
      operation.endpoint,
      ...COLUMNS.map((column) => countText(operation[column])),
      String(operation.examples),
    ]),
    ['all', ...COLUMNS.map((column) => countText(sum(column))), String(examples)],
  ];
}

function addUp(counts: readonly Count[]): Count {
  const of = (origin: Origin) => counts.reduce((total, one) => total + one[origin], 0);
  return {
    documented: of('documented'),
    example: of('example'),
    supplement: of('supplement'),
    recorded: of('recorded'),
  };
}

function countText({ documented, example, supplement, recorded }: Count): string {
  if (documented + example + supplement + recorded === 0) return '-';
  return [documented, example, supplement, ...(recorded > 0 ? [recorded] : [])].join('/');
}

/** The table as Markdown, with what stands above it in the documentation. */
export function coverageMarkdown(operations: readonly OperationCoverage[]): string {
  const [head = [], ...rows] = coverageRows(operations);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    '# What the contracts cover',
    '',
    'Written by `cocalc-mock-hub contracts coverage --format markdown`; a test keeps it fresh. Each count is split by where',
    'its facts are known from: documented in a field text / shown by an example / supplemented from the implementation,',
    'and / recorded from a hub where anything was. Alternatives are the few values or types that a parameter can have;',
    'words are the texts that an operation refuses with; nodes are all places of the schemas of request and answers.',
    '',
    line(head),
    line(head.map((_, at) => (at === 0 ? '---' : '---:'))),
    ...rows.map(line),
    '',
  ].join('\n');
}
