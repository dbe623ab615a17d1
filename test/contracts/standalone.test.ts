import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { checkAnswer, checkRequest } from '../../src/contracts/check.ts';
import { compile, newAjv } from '../../src/contracts/compile.ts';
import type { CompiledContract } from '../../src/contracts/compiled.ts';
import { CONTRACTS, readContracts, writeFiles } from '../../src/contracts/folder.ts';
import { standaloneModules } from '../../src/contracts/standalone.ts';
import { bodyWith, mutantsOf, sampleOf } from './mutants.ts';

// Below the project, where the packages are found that the code imports.
const folder = mkdtempSync(join('node_modules', '.cache-standalone-'));
afterAll(() => rmSync(folder, { recursive: true }));

const contracts = readContracts(CONTRACTS);
const some = Object.fromEntries(
  ['v1/user_search', 'v1/copy_path_status', 'v1/create_account', 'conat/hub/system.ping'].map((name) => [
    name,
    contracts.endpoints[name],
  ]),
) as typeof contracts.endpoints;
writeFiles(folder, standaloneModules({ ...contracts, endpoints: some }));

async function built(): Promise<{ readyContract(name: string): Promise<CompiledContract | undefined> }> {
  return import(pathToFileURL(join(folder, 'ready.js')).href);
}

test('what the build compiles finds the same faults as what is compiled when it is needed', {
  timeout: 60_000,
}, async () => {
  const { readyContract } = await built();
  const ajv = newAjv();

  for (const contract of Object.values(some)) {
    const [early, late] = [await readyContract(contract.endpoint), compile(contract, contracts.common, ajv)];
    const requests = mutantsOf(late.request.schema, sampleOf(late.request.schema));
    const answers = Object.values({ ...late.success, ...late.refusal }).flatMap(({ schema }) =>
      mutantsOf(schema, sampleOf(schema)),
    );
    const faults = (checked: CompiledContract | undefined) => [
      ...requests.map(({ value }) => checked && checkRequest(checked, bodyWith(checked, value))),
      ...answers.map(({ value }) => checked && checkAnswer(checked, value)),
    ];

    expect(faults(late).flat().length).toBeGreaterThan(2);
    expect(faults(early)).toEqual(faults(late));
  }
});

test('a name that no endpoint has, and one that every object has, have no contract', async () => {
  const { readyContract } = await built();

  expect(await readyContract('v1/nothing')).toBeUndefined();
  expect(await readyContract('toString')).toBeUndefined();
});

test('the code needs nothing that only Node has', { timeout: 60_000 }, () => {
  const code = standaloneModules(contracts).map(([, text]) => text);

  expect(code).toHaveLength(Object.keys(contracts.endpoints).length + 1);
  expect(code.filter((text) => /\brequire\(|createRequire|from 'node:/.test(text))).toEqual([]);
});
