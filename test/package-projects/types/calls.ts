/** Calls that compile, and beside them what must not. */
import { createHub } from 'cocalc-mock-hub';

const hub = createHub();
const teacher = hub.as({ key: 'sk_00000000000000000teacher' });

const created = await teacher.v1.create_project({ title: 'Mine' });
if (created.kind === 'success') {
  const id: string = created.body.project_id;
  await hub.conat.projects.start({ project_id: id }, { key: 'sk' });
  await teacher.conat.project.system.exec({ command: 'ls' }, { project_id: id });
  // @ts-expect-error a member that the answer has not
  created.body.projectId;
} else {
  created.body.error;
}
const files = await hub.call('v1/public_get_directory_listing', { project_id: 'id', path: '' });
if (files.kind === 'success') {
  for (const { name } of files.body.result.files ?? []) name.toUpperCase();
  // @ts-expect-error a member that no entry has
  files.body.result.files?.map(({ nam }) => nam);
}
await hub.call('conat/hub/jupyter.execute', [{ input: '1', kernel: 'python3' }], { key: 'sk' });
await hub.call('conat/hub', { name: 'projects.start', args: [] });
const made = await hub.v2.projects.create({ title: 'Mine' }, { key: 'sk' });
if (made.kind === 'success') {
  const id: string = made.body.project_id;
  await teacher.v2.projects.collaborators.list({ project_id: id });
  await hub.call('v2/projects/start', { project_id: id }, { session: 'cookie' });
  // @ts-expect-error a member that the answer has not
  made.body.projectId;
}
await hub.v2.apiKeys({ action: 'get' });
// @ts-expect-error an endpoint that there is not
await hub.v2.projects.creat({ title: 'Mine' });
// @ts-expect-error a folder that there is not
await hub.v2.project.create({ title: 'Mine' });
// @ts-expect-error a parameter that it has not
await hub.v2.projects.create({ titel: 'Mine' });
// @ts-expect-error a parameter of another type
await hub.v2.projects.create({ title: 1 });
// @ts-expect-error without what it needs
await hub.v2.projects.start({});
// @ts-expect-error a name that no operation has
await hub.call('v2/projects/creat', { title: 'Mine' });
const name: string = 'v1/ping';
await hub.call(name, { anything: true });
await hub.v1.ping();

// @ts-expect-error an operation that there is not
await hub.v1.creat_project({ title: 'Mine' });
// @ts-expect-error a parameter that it has not
await hub.v1.create_project({ titel: 'Mine' });
// @ts-expect-error a parameter of another type
await hub.v1.create_project({ title: 1 });
// @ts-expect-error without what it needs
await hub.v1.touch_project();
// @ts-expect-error a function that there is not
await hub.conat.projects.strat({ project_id: 'id' });
// @ts-expect-error a parameter that it has not
await hub.conat.projects.start({ projectid: 'id' });
// @ts-expect-error a name that no operation has
await hub.call('v1/creat_project', { title: 'Mine' });
// @ts-expect-error a parameter that it has not
await hub.call('v1/create_project', { titel: 'Mine' });
// @ts-expect-error a function that there is not
await hub.call('conat/hub/projects.strat', [{ project_id: 'id' }]);
// @ts-expect-error a parameter that it has not
await hub.call('conat/hub/projects.start', [{ projectid: 'id' }]);
