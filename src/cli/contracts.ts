/** `contracts derive | coverage | diff | openapi`. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Contracts, deriveContracts } from '../contracts/derive.ts';
import { deriveRestContracts } from '../contracts/derive-rest.ts';
import { type Description, DescriptionError, readDescription } from '../contracts/description.ts';
import { CONTRACTS, contractFiles, readContracts, readSupplements, writeFiles } from '../contracts/folder.ts';
import { SupplementError } from '../contracts/merge.ts';
import { readPublished } from '../contracts/published.ts';
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
  const document = jsonIn(text);
  if (isObject(document) && 'openapi' in document) {
    return deriveRestContracts(readPublished(document, file), readSupplements(folder, 'v2'));
  }
  return deriveContracts(readDescription(text, file), readSupplements(folder));
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
  readonly description?: Description;
}

/** A description tells of one generation alone, so beside one nothing is said of others. */
function comparable(before: Side, after: Side): [Contracts, Contracts] {
  const described = before.description !== undefined || after.description !== undefined;
  const part = ({ contracts }: Side) => (described ? ofGeneration(contracts, 'v1') : contracts);
  return [part(before), part(after)];
}

/** A folder of contracts, or a description, of which contracts are made without anything that it leaves out. */
function sideOf(path: string): Side {
  if (statSync(path).isDirectory()) return { contracts: readContracts(path) };
  const description = readDescription(loadTextFile(path), path);
  return { contracts: deriveContracts(description), description };
}

/** Prints all endpoints as OpenAPI. */
export function openapi(folder: string | undefined, version: string): Promise<number> {
  return attempt(async () => {
    const { openapiOf } = await import('../contracts/openapi.ts');
    process.stdout.write(`${JSON.stringify(openapiOf(readContracts(folder ?? CONTRACTS), version), null, 2)}\n`);
    return 0;
  });
}
