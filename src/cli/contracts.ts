/** `contracts derive | coverage | diff | openapi`. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Generation } from '../contracts/contract.ts';
import { type Contracts, deriveContracts } from '../contracts/derive.ts';
import { deriveRestContracts } from '../contracts/derive-rest.ts';
import { type Description, DescriptionError, readDescription } from '../contracts/description.ts';
import { CONTRACTS, contractFiles, readContracts, readSupplements, writeFiles } from '../contracts/folder.ts';
import { SupplementError } from '../contracts/merge.ts';
import { type Published, readPublished } from '../contracts/published.ts';
import { ofGeneration } from '../contracts/reading.ts';
import { isObject } from '../core/json.ts';
import { jsonIn } from '../core/json-text.ts';
import { loadTextFile, UnreadableFile } from '../server/text-file.ts';
import { complain } from './report.ts';

/** What shells expect of a command that was called wrongly. */
const CALLED_WRONGLY = 2;

export type Format = 'text' | 'json' | 'markdown';

/** Runs what may find fault with its input; then it says so in one line, and nothing has been written. */
async function attempt(work: () => number | Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (thrown) {
    if (!isAboutInput(thrown)) throw thrown;
    complain(thrown.message);
    return CALLED_WRONGLY;
  }
}

function isAboutInput(thrown: unknown): thrown is Error {
  if ([DescriptionError, SupplementError, UnreadableFile].some((kind) => thrown instanceof kind)) return true;
  return (
    thrown instanceof Error &&
    ['ENOENT', 'EISDIR', 'EACCES', 'ENOTDIR'].includes(String((thrown as NodeJS.ErrnoException).code))
  );
}

/** Writes the contracts of a description below `out`. */
export function derive(file: string, { out }: { out: string }): Promise<number> {
  return attempt(() => {
    const contracts = derivedFrom(loadTextFile(file), file);
    const files = contractFiles(contracts);
    writeFiles(out, files);
    const repaired = Object.values(contracts.endpoints).flatMap(({ endpoint, examples }) =>
      examples.flatMap(({ number, repairs }) => repairs.map((repair) => `${endpoint}, example ${number}: ${repair}\n`)),
    );
    process.stdout.write(`${repaired.map((line) => `put right: ${line}`).join('')}${files.length} files in ${out}\n`);
    return 0;
  });
}

/** Of the description of API v1, or the OpenAPI document of v2. @throws DescriptionError, SupplementError */
function derivedFrom(text: string, file: string): Contracts {
  const folder = join(CONTRACTS, 'supplements');
  const published = publishedIn(text, file);
  if (published !== undefined) return deriveRestContracts(published, readSupplements(folder, 'v2'));
  return deriveContracts(readDescription(text, file), readSupplements(folder));
}

/** What an OpenAPI document publishes of API v2; `undefined` where the text is none. @throws DescriptionError */
function publishedIn(text: string, file: string): Published | undefined {
  const document = jsonIn(text);
  return isObject(document) && 'openapi' in document ? readPublished(document, file) : undefined;
}

/** Prints what the contracts cover. */
export function coverage(folder: string | undefined, { format }: { format: Format }): Promise<number> {
  return attempt(async () => {
    const { coverageMarkdown, coverageOf, coverageRows } = await import('../contracts/coverage.ts');
    const { alignedRows: table } = await import('./table.ts');
    const operations = coverageOf(readContracts(folder ?? CONTRACTS));
    const texts = {
      text: () => `documented/example/supplement/recorded\n${table(coverageRows(operations))}\n`,
      json: () => `${JSON.stringify(operations, null, 2)}\n`,
      markdown: () => coverageMarkdown(operations),
    };
    process.stdout.write(texts[format]());
    return 0;
  });
}

/** Prints what changed; the exit code is 1 when that is what `failOn` names. */
export function diff(old: string, next: string, options: { format: Format; failOn?: 'breaking' }): Promise<number> {
  return attempt(async () => {
    const { differencesOf } = await import('../contracts/diff.ts');
    const { changesText } = await import('../contracts/diff-report.ts');
    const { textChanges } = await import('../contracts/diff-texts.ts');
    const [before, after] = [sideOf(old), sideOf(next)];
    const inContracts = differencesOf(...comparable(before, after));
    const inTexts =
      before.description && after.description ? textChanges(before.description, after.description, inContracts) : [];
    const changes = [...inContracts, ...inTexts];
    process.stdout.write(changesText(changes, options.format));
    return options.failOn === 'breaking' && changes.some(({ severity }) => severity === 'breaking') ? 1 : 0;
  });
}

interface Side {
  readonly contracts: Contracts;
  /** The one generation that a description or an OpenAPI document is about. */
  readonly generation?: Generation;
  readonly description?: Description;
}

/**
 * A description is about one generation alone, so only that is compared.
 *
 * @throws DescriptionError where the two sides are about different generations.
 */
function comparable(before: Side, after: Side): [Contracts, Contracts] {
  const generation = before.generation ?? after.generation;
  if (generation === undefined) return [before.contracts, after.contracts];
  if (after.generation !== undefined && after.generation !== generation) {
    throw new DescriptionError(
      `the first file describes API ${generation} and the second API ${after.generation}; both should describe the same`,
    );
  }
  return [ofGeneration(before.contracts, generation), ofGeneration(after.contracts, generation)];
}

/** A folder of contracts, or a description of v1 or OpenAPI document of v2, of which contracts are made without anything that it leaves out. */
function sideOf(path: string): Side {
  if (statSync(path).isDirectory()) return { contracts: readContracts(path) };
  const text = loadTextFile(path);
  const published = publishedIn(text, path);
  if (published !== undefined) return { contracts: deriveRestContracts(published), generation: 'v2' };
  const description = readDescription(text, path);
  return { contracts: deriveContracts(description), generation: 'v1', description };
}

/** Prints all endpoints as OpenAPI. */
export function openapi(folder: string | undefined, version: string): Promise<number> {
  return attempt(async () => {
    const { openapiOf } = await import('../contracts/openapi.ts');
    process.stdout.write(`${JSON.stringify(openapiOf(readContracts(folder ?? CONTRACTS), version), null, 2)}\n`);
    return 0;
  });
}
