/** Callers who may do what they should not, and who may not do what they should. */
import type { ApiKey } from '../../../src/core/accounts/records.ts';
import type { Call } from '../../../src/hub/call.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import { closedTo, type Defect, isCallOf, openToAll, ownerKey, projectOf } from './defect.ts';

const suites = ['authorization'] as const;

export const authorizationDefects: readonly Defect[] = [
  { name: 'anybody removes collaborators', suites, serve: openToAll('v1/remove_collaborator') },
  { name: 'anybody reads files', suites, serve: openToAll('v1/read_text_file_from_project') },
  { name: 'anybody writes files', suites, serve: openToAll('v1/write_text_file_to_project') },
  { name: 'anybody runs commands', suites, serve: openToAll('v1/project_exec') },
  { name: 'anybody copies from any project', suites, serve: openToAll('v1/copy_path_between_projects') },
  { name: 'anybody deletes projects', suites, serve: openToAll('conat/hub/projects.deleteProject') },
  { name: 'anybody stops projects', suites, serve: openToAll('conat/hub/projects.stop') },
  { name: 'anybody adds collaborators', suites, serve: openToAll('conat/hub/projects.addCollaborator') },
  { name: 'anybody runs functions of any project', suites, serve: openToAll('conat/project/system.exec') },
  {
    name: 'collaborators cannot write',
    suites,
    serve: closedTo('v1/write_text_file_to_project', ['collaborator'], ({ body }) => ({
      kind: 'refusal',
      code: 'no_project_access',
      body: { event: 'error', id: (body as { id?: string }).id ?? '', error: 'User may not write to this project' },
    })),
  },
  {
    name: 'owners cannot start their project',
    suites,
    serve: closedTo('conat/hub/projects.start', ['owner'], () => ({
      kind: 'refusal',
      code: 'not_collaborator',
      body: { error: 'Error: must be collaborator on project to start it' },
    })),
  },
  {
    name: 'a call without a key is taken for the first account that there is',
    suites,
    serve: (call, sound, hub) => {
      const key = hub.state.accounts.rows.first()?.api_key;
      return call.credential === 'absent' && key ? sound({ ...call, credential: { key } }) : sound(call);
    },
  },
  {
    name: 'a key of a project is good for functions of the hub',
    suites,
    serve: takenForMaker(({ project_id }, call) => project_id !== null && call.name === 'conat/hub'),
  },
  {
    name: 'an expired key is good',
    suites,
    serve: takenForMaker(({ expire }, _call, hub) => expire !== null && expire <= hub.clock.now()),
  },
  { name: 'anybody stops projects through v2', suites, serve: openToAll('v2/projects/stop') },
  { name: 'anybody writes files through v2', suites, serve: openToAll('v2/projects/write-text-file') },
  {
    name: 'who is in a project is shown to everybody',
    suites,
    serve: (call, sound, hub) => {
      const key = isCallOf(call, 'v2/projects/collaborators/list') && ownerKey(hub, projectOf(call));
      return sound(key ? { ...call, credential: { key } } : call);
    },
  },
  {
    name: 'cookies are passed over',
    suites,
    serve: withSession(({ session: _passed, ...call }) => call),
  },
  {
    name: 'any cookie is one of the first account that there is',
    suites,
    serve: withSession(({ session: _any, ...call }, hub) => {
      const key = hub.state.accounts.rows.first()?.api_key ?? '';
      return { ...call, credential: { key } };
    }),
  },
  {
    name: 'everybody lists all organizations',
    suites,
    async serve(call, sound, hub) {
      const answer = await sound(call);
      if (answer.kind === 'success' || !isCallOf(call, 'conat/hub/org.getAll')) return answer;
      const admin = hub.state.accounts.rows.find(({ groups }) => groups?.includes('admin') ?? false);
      return admin?.api_key ? sound({ ...call, credential: { key: admin.api_key } }) : answer;
    },
  },
];

/** Answers a call of v2 that comes with the cookie of a session as if it had come with what this makes of it. */
function withSession(change: (call: Call, hub: Hub) => Call): Defect['serve'] {
  return (call, sound, hub) => sound(call.session === undefined ? call : change(call, hub));
}

/** Takes whoever shows such a key for the account that made it. */
function takenForMaker(isMeant: (made: ApiKey, call: Call, hub: Hub) => boolean): Defect['serve'] {
  return (call, sound, hub) => {
    const { credential } = call;
    const made = typeof credential === 'string' ? undefined : hub.state.apiKeys.by('secret', credential.key);
    const key = made && isMeant(made, call, hub) ? hub.state.accounts.get(made.account_id)?.api_key : undefined;
    return key ? sound({ ...call, credential: { key } }) : sound(call);
  };
}
