/** The folder `contracts`: supplements are read from it, contracts written to it and read again. Only in Node. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CommonContract, CommonSupplement, Contract, Supplement } from './contract.ts';
import { GENERATIONS, type Generation } from './contract.ts';
import type { Contracts, Supplements } from './derive.ts';
import { DescriptionError } from './description.ts';
import { requireKnownNames } from './given.ts';

/** The contracts that come with this package. */
export const CONTRACTS = fileURLToPath(new URL('../../contracts/', import.meta.url));

/** @throws DescriptionError naming the file that is not JSON. */
export function readSupplements(folder: string, generation: 'v1' | 'v2' = 'v1'): Supplements {
  const events = jsonFiles(join(folder, generation)).map((name) => [
    name.slice(0, -'.json'.length),
    readJson(join(folder, generation, name)) as Supplement,
  ]);
  const common = readJson(join(folder, commonFile(generation))) as CommonSupplement;
  return { common, events: Object.fromEntries(events) };
}

/** @throws DescriptionError when the folder holds no contracts, one of its files is no contract, or an interaction has an unknown name. */
export function readContracts(folder: string): Contracts {
  const generations = GENERATIONS.filter((generation) => jsonFiles(join(folder, generation)).length > 0);
  if (generations.length === 0) throw new DescriptionError(`${folder}: holds no contracts`);
  const common = generations.map((generation) => [
    generation,
    readJson(join(folder, commonFile(generation))) as CommonContract,
  ]);
  const endpoints = generations.flatMap((generation) =>
    jsonFiles(join(folder, generation)).map((name) => {
      const file = join(folder, generation, name);
      const contract = readJson(file) as Contract;
      if (typeof contract?.endpoint !== 'string') throw new DescriptionError(`${file}: names no endpoint`);
      requireKnownNames(contract);
      return [contract.endpoint, contract];
    }),
  );
  return { common: Object.fromEntries(common), endpoints: Object.fromEntries(endpoints) };
}

/** The files that hold the contracts, by path in their folder: the same bytes for the same contracts. */
export function contractFiles({ common, endpoints }: Contracts): [path: string, text: string][] {
  const files = Object.values(endpoints).map((contract): [string, string] => [
    `${contract.endpoint}.json`,
    asText(contract),
  ]);
  const shared = GENERATIONS.filter((generation) => common[generation] !== undefined).map(
    (generation): [string, string] => [commonFile(generation), asText(common[generation])],
  );
  return [...shared, ...files];
}

/** Where all contracts of a generation have what they share. */
const commonFile = (generation: Generation) => `${generation}.json`;

/** Writes the files below the folder; those that are there and no longer wanted stay. */
export function writeFiles(folder: string, files: readonly (readonly [path: string, text: string])[]): void {
  for (const [path, text] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

const asText = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** Paths below the folder, in order. */
function jsonFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort();
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new DescriptionError(`${file}: ${(error as Error).message}`);
  }
}

/** What people do at hubs, as plain data, which other languages can use too. Named here, as deep in the tree as a bundle is. */
export const SCENARIOS = fileURLToPath(new URL('../../fixtures/scenarios.json', import.meta.url));
