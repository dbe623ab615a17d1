/** The suite `authorization`: what it says of a sound hub, and of hubs that let the wrong people through. */

import { expect, test } from 'vitest';
import { authorizationCases } from '../../../src/conformance/suites/authorization.ts';
import { CONTRACTS, readContracts } from '../../../src/contracts/folder.ts';
import { update } from '../../../src/core/state.ts';
import { testHub } from '../../hub.ts';
import { CLEAN, checkingAll, only, summaryOf, wholeHub } from '../by-model.ts';
import { authorizationDefects } from '../defects/authorization.ts';
import { planted } from '../defects/defect.ts';

const cases = authorizationCases(readContracts(CONTRACTS));

test('a sound hub lets through whom the model lets through', { timeout: 300_000 }, async () => {
  // Python takes long to start; the suite `contracts` runs it.
  const selection = { ...only(), exclude: ['.jupyter.execute.', '.system.jupyterExecute.'] };
  const report = await checkingAll(wholeHub(), { cases, selection });

  expect(summaryOf(report)).toEqual(CLEAN);
  expect(report.axes.authorization.pass).toBeGreaterThan(750);
});

test('so does one of the other revision', { timeout: 300_000 }, async () => {
  const selection = { ...only('authorization/v1.'), generations: ['v1'] } as const;
  const report = await checkingAll(wholeHub('observed'), { cases, selection });

  expect(summaryOf(report)).toEqual(CLEAN);
  expect(report.axes.authorization.pass).toBeGreaterThan(150);
});

/** Where each defect shows, which saves the rest of the suite; a sound hub has no findings there either, as above. */
const SHOWS: Readonly<Record<string, string>> = {
  'anybody removes collaborators': 'v1.remove_collaborator.',
  'anybody reads files': 'v1.read_text_file_from_project.',
  'anybody writes files': 'v1.write_text_file_to_project.',
  'anybody runs commands': 'v1.project_exec.',
  'anybody copies from any project': 'v1.copy_path_between_projects.',
  'anybody deletes projects': 'hub.projects.deleteProject.',
  'anybody stops projects': 'hub.projects.stop.',
  'anybody adds collaborators': 'hub.projects.addCollaborator.',
  'anybody runs functions of any project': 'project.system.exec.',
  'collaborators cannot write': 'v1.write_text_file_to_project.',
  'owners cannot start their project': 'hub.projects.start.',
  'a call without a key is taken for the first account that there is': 'hub.projects.t',
  'a key of a project is good for functions of the hub': 'hub.projects.t',
  'an expired key is good': 'hub.projects.t',
  'anybody stops projects through v2': 'v2.projects.stop.',
  'anybody writes files through v2': 'v2.projects.write-text-file.',
  'who is in a project is shown to everybody': 'v2.projects.collaborators.list.',
  'cookies are passed over': 'v2.projects.touch.cookie',
  'any cookie is one of the first account that there is': 'v2.projects.touch.cookie',
  'everybody lists all organizations': 'hub.org.getAll.',
};

test.for(authorizationDefects)('it finds: $name', { timeout: 60_000 }, async (defect) => {
  const selection = only(SHOWS[defect.name] ?? '');

  const report = await checkingAll(planted(wholeHub(), defect), { cases, selection });

  expect(report.exit.code).toBe(1);
  expect(report.cases.some(({ verdict }) => verdict === 'fail')).toBe(true);
});

test('what a refused call has changed is found by looking at it', async () => {
  const hub = wholeHub();
  const half = planted(hub, {
    async serve(call, sound) {
      const answer = await sound(call);
      const { project_id = '' } = call.body as { project_id?: string };
      if (call.name !== 'v1/touch_project' || answer.kind === 'success') return answer;
      hub.update((state) => update(state, 'projects', project_id, (project) => ({ ...project, title: 'changed' })));
      return answer;
    },
  });

  const report = await checkingAll(half, { cases, selection: only('v1.touch_project.stranger') });

  expect(report.cases.map(({ findings }) => findings.map(({ name }) => name))).toEqual([
    ['authorization/v1.touch_project.stranger#changed-people'],
  ]);
});

test('where nobody else lends a key, cells say so', async () => {
  const { hub } = testHub();
  const report = await checkingAll(hub, { cases, keys: { self: 'sk_owner' }, selection: only('v1.ping.') });

  const skipped = report.cases.filter(({ verdict }) => verdict === 'skipped');
  expect(skipped.map(({ name, reason }) => [name.split('.').at(-1), reason])).toEqual([
    ['stranger', 'no key for "other" (COCALC_API_KEY_OTHER)'],
    ['viewer', 'no call makes anybody a viewer of a project'],
    ['collaborator', 'no key for "other" (COCALC_API_KEY_OTHER)'],
    ['admin', 'no key for "admin" (COCALC_API_KEY_ADMIN)'],
  ]);
});
