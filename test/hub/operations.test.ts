/** Operations by their names and as functions. */
import { expect, test } from 'vitest';
import { OTHER, PROJECT, testHub } from '../hub.ts';

const key = 'sk_owner';

test('each name that coverage prints is one that `call` takes', async () => {
  const { hub } = testHub();
  const names = Object.keys((await hub.coverage()).endpoints);

  const codeOf = async (name: string) => {
    const answer = await hub.fork().call(name, undefined, { key, project_id: PROJECT });
    return 'code' in answer ? answer.code : answer.kind;
  };
  const codes = await Promise.all(names.map(codeOf));

  expect(names.length).toBeGreaterThan(90);
  expect(codes.filter((code) => /^unknown_(endpoint|function)$/.test(code))).toEqual([]);
  expect(await codeOf('v1/nothing')).toBe('unknown_endpoint');
  expect(await codeOf('conat/project/system.nothing')).toBe('unknown_function');
});

test('a function of the hub is called by its name, with a list of arguments', async () => {
  const { hub } = testHub();

  const answer = await hub.call('conat/hub/projects.createProject', [{ title: 'Mine' }], { key });
  const named = await hub.call('conat/hub', { name: 'projects.createProject', args: [{ title: 'Mine' }] }, { key });

  expect(answer).toMatchObject({ kind: 'success', body: expect.stringMatching(/^[\da-f-]{36}$/) });
  expect(named.kind).toBe('success');
  expect((await hub.coverage()).endpoints['conat/hub/projects.createProject']?.used).toContain('request.title');
});

test('a function of a project is called with the project among the options', async () => {
  const { hub } = testHub();
  const options = { key, project_id: PROJECT };

  expect((await hub.call('conat/project/system.ping', [], options)).body).toMatchObject({ now: expect.any(Number) });
  expect(await hub.call('conat/project/system.ping', [], { key })).toMatchObject({ kind: 'rejection' });
});

test('what is no list of arguments is refused at once', async () => {
  const { hub } = testHub();
  const name: string = 'conat/hub/projects.start';

  await expect(hub.call(name, { project_id: PROJECT }, { key })).rejects.toThrow(
    "conat/hub/projects.start takes a list of arguments: hub.call('conat/hub/projects.start', [{ … }], { key })",
  );
});

test('a call of conat has the time limit that is given with it', async () => {
  const { hub } = testHub();

  expect(await hub.call('conat/hub/system.ping', [], { key, timeout: 0 })).toMatchObject({
    code: 'timeout_not_positive',
  });
});

test('operations are functions of the hub, and of one caller', async () => {
  const { hub } = testHub();
  const owner = hub.as({ key });

  expect((await hub.v1.ping({}, { key })).body).toMatchObject({ event: 'pong' });
  expect(await hub.v1.touch_project({ project_id: PROJECT })).toMatchObject({ kind: 'rejection' });
  expect(await owner.v1.touch_project({ project_id: PROJECT })).toMatchObject({ kind: 'success' });
  expect(await owner.conat.projects.start({ project_id: PROJECT })).toEqual({ kind: 'success', body: null });
  expect((await owner.conat.system.getNames([OTHER])).kind).toBe('success');
  expect((await owner.conat.project.system.ping(undefined, { project_id: PROJECT })).kind).toBe('success');
  expect(Object.keys(owner.v1).length).toBe(36);
});

test('a name that no operation has, and members that requests and answers have not, do not compile', async () => {
  const { hub } = testHub();
  const created = await hub.v1.create_project({ title: 'Mine' }, { key });

  // @ts-expect-error
  if (created.kind === 'success') expect(created.body.projectId).toBeUndefined();
  // @ts-expect-error
  expect(() => hub.v1.creat_project({ title: 'Mine' })).toThrow(TypeError);
  // @ts-expect-error
  expect((await hub.v1.create_project({ titel: 'Mine' }, { key })).kind).toBe('rejection');
  // @ts-expect-error
  expect((await hub.call('v1/create_project', { titel: 'Mine' }, { key })).kind).toBe('rejection');
  // @ts-expect-error
  expect((await hub.call('v1/creat_project', { title: 'Mine' }, { key })).kind).not.toBe('success');
  // @ts-expect-error
  expect((await hub.call('conat/hub/projects.strat', [{ project_id: PROJECT }], { key })).kind).not.toBe('success');
});
