/** The suite `contracts`: what it says of a sound hub, of hubs that answer wrongly, and of what is no hub at all. */

import { expect, test } from 'vitest';
import { modelsOf } from '../../../src/check/model.ts';
import { authorizationCases } from '../../../src/conformance/suites/authorization.ts';
import { caseName } from '../../../src/conformance/suites/case.ts';
import { contractCases } from '../../../src/conformance/suites/contracts.ts';
import type { Flavour } from '../../../src/conformance/tested-hub/flavour.ts';
import { TestedHub } from '../../../src/conformance/tested-hub/tested-hub.ts';
import { runCases } from '../../../src/conformance/verdict/run.ts';
import { GENERATIONS } from '../../../src/contracts/contract.ts';
import { CONTRACTS, readContracts } from '../../../src/contracts/folder.ts';
import { Redactor } from '../../../src/core/redact.ts';
import { OWNER, PROJECT } from '../../hub.ts';
import { CLEAN, checkingAll, only, summaryOf, wholeHub } from '../by-model.ts';
import { contractDefects } from '../defects/contracts.ts';
import { planted } from '../defects/defect.ts';
import { BUDGET } from '../setting.ts';

const contracts = readContracts(CONTRACTS);
const cases = contractCases(contracts);

test('a sound hub keeps its contracts, in its refusals too', { timeout: 300_000 }, async () => {
  const report = await checkingAll(wholeHub(), { cases });

  expect(summaryOf(report)).toEqual(CLEAN);
  expect(report.axes.contracts.pass).toBeGreaterThan(130);
  expect(report.axes.errors.pass).toBeGreaterThan(550);
});

test('so does one of the other revision', { timeout: 300_000 }, async () => {
  const selection = { ...only('contracts/v1.'), generations: ['v1'] } as const;
  const report = await checkingAll(wholeHub('observed'), { cases, selection });

  expect(summaryOf(report)).toEqual(CLEAN);
  expect(report.axes.contracts.pass).toBeGreaterThan(60);
  expect(report.axes.errors.pass).toBeGreaterThan(200);
});

/** Where each defect shows, which saves the rest of the suite; a sound hub has no findings there either, as above. */
const SHOWS: Readonly<Record<string, readonly string[]>> = {
  'a new project is announced by another event': ['v1.create_project.'],
  'a new project is announced without its id': ['v1.create_project.'],
  'the id of a request is not given back': ['v1.ping.'],
  'the id of a request is another one in the answer': ['v1.ping.'],
  'the time is a number': ['v1.ping.'],
  'a text comes with a member that nobody knows': ['v1.read_text_file_from_project.'],
  'an exit code is a text': ['v1.project_exec.'],
  'a function tells the time as a text': ['hub.system.ping.'],
  'a function without a result gives an object': ['hub.projects.start.'],
  'the state of a project has no name': ['hub.projects.state.'],
  'names come as a list': ['hub.system.getNames.'],
  'the output of a command is called otherwise': ['project.system.exec.'],
  'a parameter that is wanting is made up': ['v1.user_search.'],
  'a parameter that nobody knows is passed over': ['v1.user_search.'],
  'a missing key is complained of in other words': ['v1.user_search.'],
  'an unknown function is called not found': ['mock_hub_unknown.unknown'],
  'errors of functions have lost their prefix': ['hub.projects.state.'],
  'a refusal looks like a success': ['v1.touch_project.'],
  'a refusal of v2 travels with the status of one': ['v2.exec.'],
  'whoever is in no project is sent away in other words': ['v2.exec.'],
  'the exit code of a command through v2 is a text': ['v2.exec.'],
  'a new project is an object of another form': ['v2.projects.create.'],
  'keys are listed with their secrets': ['v2.api-keys.'],
  'forms are not read': ['v2.projects.collaborators.list.'],
  'a path is put in order before it is read': ['project.system.readTextFileFromProject.odd'],
  'an empty path is the home': ['project.system.readTextFileFromProject.odd'],
  'what is below a file is as good as deleted': ['project.system.deleteFiles.odd'],
  'a slash at the end of a path is passed over': ['project.system.deleteFiles.odd'],
  'a folder that a path only passes through is made': ['project.system.writeTextFileToProject.odd'],
  'a path is not put in order where it has to be': ['project.system.canonicalPaths.odd'],
  'a number is taken for a text': ['project.system.readTextFileFromProject.odd'],
  'null is taken for nothing': ['project.system.writeTextFileToProject.odd'],
  'long texts are cut': ['project.system.readTextFileFromProject.odd'],
  'a negative limit is none': ['v1.user_search.odd'],
  'the database is quoted under a name of its own': ['hub.projects.setQuotas.'],
};

test.for(contractDefects)('it finds: $name', { timeout: 60_000 }, async (defect) => {
  const selection = only(...(SHOWS[defect.name] ?? ['']));

  const report = await checkingAll(planted(wholeHub(), defect), { cases, selection });

  expect(report.cases.some(({ verdict }) => verdict === 'fail')).toBe(true);
});

/** A hub that was found out about, and then answers everything alike. */
async function atOneWhoSays(text: string) {
  const hub = new TestedHub({
    ...{ url: 'http://hub.test', keys: { self: 'sk_owner', other: 'sk_other', admin: 'sk_admin' } },
    ...{ allowance: 'lasts', run: 'abcd1234', budget: { ...BUDGET, maxRequests: 10_000 }, secrets: new Redactor() },
    records: { asked: () => 1, made() {}, refused() {} },
    fetch: async () => new Response(text),
  });
  const flavour: Flavour = {
    generations: GENERATIONS,
    apis: ['v1', 'conat/hub', 'conat/project', 'v2'],
    profile: 'documented',
    v2: 'production',
  };
  const account = { account_id: OWNER, first_name: 'Owner', last_name: 'Person', groups: [], project_id: PROJECT };
  const setting = { hub, flavour, account, seed: 1, path: undefined, newModel: modelsOf };
  return runCases([...cases, ...authorizationCases(contracts)], setting);
}

test.for([
  JSON.stringify({ error: 'no' }),
  JSON.stringify({ event: 'error', id: '00000000-0000-4000-8000-000000000000', error: 'no' }),
  '{}',
])('who answers %s to everything passes no case', { timeout: 60_000 }, async (text) => {
  const results = await atOneWhoSays(text);

  expect(results.length).toBeGreaterThan(1500);
  expect(results.filter(({ verdict }) => verdict === 'pass').map((result) => caseName(result.case))).toEqual([]);
});
