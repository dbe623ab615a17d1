/** Calls that answer well and do something else, or too much, or too little. */

import type { Directory } from '../../../src/core/files/tree.ts';
import { isFile, nodeAt, withNode, withoutNode } from '../../../src/core/files/tree.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { updateProject } from '../../../src/core/projects/projects.ts';
import type { Project } from '../../../src/core/projects/records.ts';
import { put } from '../../../src/core/state.ts';
import type { Answer, Call } from '../../../src/hub/call.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import { OTHER } from '../../hub.ts';
import { answers, argumentOf, bodyOf, type Defect, isCallOf, projectOf } from './defect.ts';

const suites = ['scenarios', 'differential'] as const;
const drawn = ['differential'] as const;

/** Does something to a project after calls of this name that have succeeded. */
function afterwards(
  name: string,
  change: (project: Project, call: Call, before: Project | undefined) => Project,
  which: (call: Call) => string | undefined = projectOf,
): Defect['serve'] {
  return async (call, sound, hub) => {
    const project_id = which(call) ?? '';
    const before = hub.state.projects.get(project_id);
    const answer = await sound(call);
    if (isCallOf(call, name) && answer.kind === 'success') {
      hub.update((state) => updateProject(state, project_id, (project) => change(project, call, before)));
    }
    return answer;
  };
}

/** Leaves the project as it was before the call. */
const undo = (name: string) => afterwards(name, (project, _call, before) => before ?? project);

/** The project that is copied to. */
function targetOf(call: Call): string | undefined {
  const given = { ...bodyOf(call), ...argumentOf(call) };
  return (given.target_project_id ?? given.src_project_id) as string | undefined;
}

/** The files with the last change to those that are new taken back from one of them. */
function damaged(
  project: Project,
  before: Project | undefined,
  change: (files: Directory, names: string[]) => Directory,
) {
  const fresh = paths(project.files).find(
    (path) => nodeAt(before?.files ?? project.files, path) !== nodeAt(project.files, path),
  );
  return fresh === undefined ? project : { ...project, files: change(project.files, fresh) };
}

function paths(directory: Directory, above: string[] = []): string[][] {
  return [...directory.entries].flatMap(([name, node]) =>
    node.kind === 'directory' ? paths(node, [...above, name]) : [[...above, name]],
  );
}

/** Changes the messages that are read. */
function mail(change: (messages: JsonObject[]) => JsonObject[]): Defect['serve'] {
  return answers('conat/hub/messages.get', (body) => change(body as unknown as JsonObject[]));
}

function elsewhereEachTime(): Defect['serve'] {
  let refusals = 0;
  return async (call, sound) => {
    const answer = await sound(call);
    if (answer.kind === 'success') return answer;
    refusals += 1;
    const folder = `/projects-${refusals}`;
    return JSON.parse(JSON.stringify(answer).replaceAll(/\/projects(?=\/[0-9a-f]{8}-)/g, folder)) as Answer;
  };
}

const lost = (project: Project, _call: Call, before: Project | undefined) =>
  damaged(project, before, (files, names) => withoutNode(files, names));

const cut = (project: Project, _call: Call, before: Project | undefined) =>
  damaged(project, before, (files, names) => {
    const file = nodeAt(files, names);
    return isFile(file) ? withNode(files, names, { ...file, content: file.content.slice(0, -1) }) : files;
  });

/** Gives the last answer to the same call again. */
function stale(name: string): Defect['serve'] {
  const known = new WeakMap<Hub, Map<string, Answer>>();
  return async (call, sound, hub) => {
    if (!isCallOf(call, name)) return sound(call);
    const answersOf = known.get(hub) ?? new Map<string, Answer>();
    known.set(hub, answersOf);
    const { id: _id, ...asked } = bodyOf(call);
    const key = JSON.stringify([asked, call.credential]);
    const answer = await sound(call);
    const before = answersOf.get(key);
    answersOf.set(key, before ?? answer);
    if (before === undefined || before.kind !== 'success' || answer.kind !== 'success') return answer;
    const id = (answer.body as JsonObject | null)?.id;
    return id === undefined ? before : { ...before, body: { ...(before.body as JsonObject), id } };
  };
}

export const behaviourDefects: readonly Defect[] = [
  {
    name: 'a copy loses a file',
    suites,
    serve: afterwards('v1/copy_path_between_projects', lost, targetOf),
  },
  {
    name: 'a copy cuts off the last byte',
    suites,
    serve: afterwards('conat/hub/projects.copyPathBetweenProjects', cut, targetOf),
  },
  { name: 'writing cuts off the last byte', suites, serve: afterwards('v1/write_text_file_to_project', cut) },
  { name: 'what is written through v2 is gone', suites, serve: undo('v2/projects/write-text-file') },
  { name: 'a project that is stopped through v2 goes on', suites, serve: undo('v2/projects/stop') },
  { name: 'what is written is gone', suites, serve: undo('conat/project/system.writeTextFileToProject') },
  { name: 'a file that was read once is never read again', suites, serve: stale('v1/read_text_file_from_project') },
  { name: 'a project that was looked up once is never looked up again', suites: drawn, serve: stale('v1/query') },
  { name: 'a message never arrives', suites: ['scenarios'], serve: mail(() => []) },
  { name: 'a message arrives twice', suites: ['scenarios'], serve: mail((messages) => [...messages, ...messages]) },
  {
    name: 'the subject of a message is cut',
    suites: ['scenarios'],
    serve: mail((messages) => messages.map((one) => ({ ...one, subject: String(one.subject).slice(0, -1) }))),
  },
  {
    name: 'messages to others are shown to everybody',
    suites: ['scenarios'],
    serve: mail((messages) => [...messages, ...messages.map((one) => ({ ...one, subject: 'Hello', to_ids: [OTHER] }))]),
  },
  {
    name: 'the file that is told of as missing is another one of the project',
    suites: ['scenarios'],
    serve: async (call, sound) => {
      const answer = await sound(call);
      if (answer.kind === 'success') return answer;
      return JSON.parse(JSON.stringify(answer).replaceAll(/(-[0-9a-f]{12})\/missing\.txt/g, '$1/other.txt')) as Answer;
    },
  },
  {
    name: 'each refusal has the home of the project in another folder',
    suites: ['scenarios'],
    serve: elsewhereEachTime(),
  },
  { name: 'a collaborator is made owner', suites, serve: promoted('v1/add_collaborator') },
  { name: 'who is removed stays', suites, serve: undo('v1/remove_collaborator') },
  { name: 'who is removed by a function stays', suites, serve: undo('conat/hub/projects.removeCollaborator') },
  { name: 'who is added by a function is not there', suites, serve: undo('conat/hub/projects.addCollaborator') },
  { name: 'a deleted project is still there', suites, serve: undo('conat/hub/projects.deleteProject') },
  { name: 'a project that is stopped goes on', suites, serve: undo('conat/hub/projects.stop') },
  {
    name: 'the title of a new project is lost',
    suites,
    serve: answering('v1/create_project', 'project_id', (project) => ({ ...project, title: '' })),
  },
  {
    name: 'a command always succeeds',
    suites,
    serve: async (call, sound) => {
      const answer = await sound(call);
      if (!isCallOf(call, 'v1/project_exec') || answer.kind !== 'success') return answer;
      return { ...answer, body: { ...(answer.body as JsonObject), exit_code: 0 } };
    },
  },
  {
    name: 'errors of a command are among its output',
    suites,
    serve: answers('conat/project/system.exec', (body) => ({
      ...body,
      stdout: `${String(body.stdout)}${String(body.stderr)}`,
      stderr: '',
    })),
  },
  { name: 'what a command writes is gone', suites, serve: undo('conat/project/system.exec') },
  {
    name: 'a rename through the one generation does not show in the other',
    suites: drawn,
    serve: async (call, sound, hub) => {
      const before = hub.state.projects;
      const answer = await sound(call);
      const { query } = argumentOf(call) as { query?: { projects?: JsonObject } };
      if (isCallOf(call, 'conat/hub/db.userQuery') && typeof query?.projects?.title === 'string') {
        hub.update((state) => [...before.values()].reduce((rest, project) => put(rest, 'projects', project), state));
      }
      return answer;
    },
  },
  {
    name: 'a refused write leaves a file behind',
    suites: drawn,
    serve: async (call, sound, hub) => {
      const answer = await sound(call);
      if (isCallOf(call, 'v1/write_text_file_to_project') && answer.kind !== 'success') {
        const left = { kind: 'file', content: new Uint8Array(), modified: 0, mode: 0o644 } as const;
        hub.update((state) =>
          updateProject(state, projectOf(call) ?? '', (project) => ({
            ...project,
            files: withNode(project.files, ['a.txt'], left),
          })),
        );
      }
      return answer;
    },
  },
];

/** Does something to the project whose id the answer gives. */
function answering(name: string, member: string, change: (project: Project) => Project): Defect['serve'] {
  return async (call, sound, hub) => {
    const answer = await sound(call);
    if (isCallOf(call, name) && answer.kind === 'success') {
      const project_id = String((answer.body as JsonObject)[member]);
      hub.update((state) => updateProject(state, project_id, change));
    }
    return answer;
  };
}

function promoted(name: string): Defect['serve'] {
  return afterwards(name, (project, _call, before) => {
    const added = Object.keys(project.users).filter((account_id) => before?.users[account_id] === undefined);
    const owners = added.map((account_id) => [account_id, { group: 'owner' }]);
    return { ...project, users: { ...project.users, ...Object.fromEntries(owners) } };
  });
}
