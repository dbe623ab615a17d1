/** The folder `contracts`: supplements are read from it, contracts written to it and read again. Only in Node. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CommonContract, CommonSupplement, Contract, Supplement } from './contract.ts';
import type { Contracts, Supplements } from './derive.ts';
import { DescriptionError } from './description.ts';

/** The contracts that come with this package. */
export const CONTRACTS = fileURLToPath(new URL('../../contracts/', import.meta.url));

/** Where all contracts of the first generation have what they share. */
const COMMON = 'v1.json';

/** @throws DescriptionError naming the file that is not JSON. */
export function readSupplements(folder: string): Supplements {
  const events = jsonFiles(join(folder, 'v1')).map((name) => [
    name.slice(0, -'.json'.length),
    readJson(join(folder, 'v1', name)) as Supplement,
  ]);
  return { common: readJson(join(folder, COMMON)) as CommonSupplement, events: Object.fromEntries(events) };
}

/** @throws DescriptionError when the folder holds no contracts, or one of its files is no contract. */
export function readContracts(folder: string): Contracts {
  const endpoints = jsonFiles(join(folder, 'v1')).map((name) => {
    const file = join(folder, 'v1', name);
    const contract = readJson(file) as Contract;
    if (typeof contract?.endpoint !== 'string') throw new DescriptionError(`${file}: names no endpoint`);
    return [contract.endpoint, contract];
  });
  if (endpoints.length === 0) throw new DescriptionError(`${folder}: holds no contracts`);
  return { common: readJson(join(folder, COMMON)) as CommonContract, endpoints: Object.fromEntries(endpoints) };
}

/** The files that hold the contracts, by path in their folder: the same bytes for the same contracts. */
export function contractFiles({ common, endpoints }: Contracts): [path: string, text: string][] {
  const files = Object.values(endpoints).map((contract): [string, string] => [
    `${contract.endpoint}.json`,
    asText(contract),
  ]);
  return [[COMMON, asText(common)], ...files];
}

/** Writes the files below the folder; those that are there and no longer wanted stay. */
export function writeFiles(folder: string, files: readonly (readonly [path: string, text: string])[]): void {
  for (const [path, text] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

const asText = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

function jsonFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
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
