/** Answers and refusals that are not as promised. */
import { posix } from 'node:path';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { answers, argumentOf, bodyOf, type Defect, isCallOf, says } from './defect.ts';

const suites = ['contracts'] as const;

const { normalize } = posix;

function without(body: JsonObject, name: string): JsonObject {
  const { [name]: _left, ...rest } = body;
  return rest;
}

/** Serves calls of this name as if they had come with other parameters. */
function taking(name: string, change: (parameters: JsonObject) => Json): Defect['serve'] {
  return (call, sound) => {
    if (!isCallOf(call, name)) return sound(call);
    const body = call.name.startsWith('v1/')
      ? (change(bodyOf(call)) as JsonObject)
      : { ...bodyOf(call), args: [change(argumentOf(call))] };
    return sound({ ...call, body });
  };
}

/** With each text among the parameters changed. */
const texts = (change: (text: string) => string) => (parameters: JsonObject) =>
  JSON.parse(JSON.stringify(parameters), (_, value) =>
    typeof value === 'string' ? change(value) : value,
  ) as JsonObject;

const withoutNulls = (parameters: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== null));

/** What hubs do wrong with what hardly anybody sends. */
const oddDefects: readonly Defect[] = [
  {
    name: 'a path is put in order before it is read',
    serve: taking(
      'conat/project/system.readTextFileFromProject',
      texts((path) => normalize(path)),
    ),
  },
  {
    name: 'an empty path is the home',
    serve: taking(
      'conat/project/system.readTextFileFromProject',
      texts((path) => path || '.'),
    ),
  },
  {
    name: 'what is below a file is as good as deleted',
    serve: answersInPlace('conat/project/system.deleteFiles', /ENOTDIR/, null),
  },
  {
    name: 'a slash at the end of a path is passed over',
    serve: taking(
      'conat/project/system.deleteFiles',
      texts((path) => path.replace(/\/$/, '')),
    ),
  },
  {
    name: 'a folder that a path only passes through is made',
    serve: taking(
      'conat/project/system.writeTextFileToProject',
      texts((path) => normalize(path || '.')),
    ),
  },
  {
    name: 'a path is not put in order where it has to be',
    serve: taking(
      'conat/project/system.canonicalPaths',
      texts((path) => (path.includes('/../') ? 'nothing' : path)),
    ),
  },
  {
    name: 'a number is taken for a text',
    serve: taking('conat/project/system.readTextFileFromProject', ({ path, ...rest }) => ({
      ...rest,
      path: String(path),
    })),
  },
  { name: 'null is taken for nothing', serve: taking('conat/project/system.writeTextFileToProject', withoutNulls) },
  {
    name: 'long texts are cut',
    serve: taking(
      'conat/project/system.readTextFileFromProject',
      texts((text) => text.slice(0, 100)),
    ),
  },
  {
    name: 'a negative limit is none',
    serve: taking('v1/user_search', ({ limit, ...rest }) => ({ ...rest, limit: Math.max(Number(limit), 1) })),
  },
  {
    name: 'the database is quoted under a name of its own',
    serve: says(/^postgresql error/, 'error'),
  },
].map((defect) => ({ ...defect, suites }));

/** A success with this value in the place of refusals in such words. */
function answersInPlace(name: string, words: RegExp, value: Json): Defect['serve'] {
  return async (call, sound) => {
    const answer = await sound(call);
    if (!isCallOf(call, name) || answer.kind === 'success') return answer;
    return words.test(JSON.stringify(answer.body)) ? { kind: 'success', body: value } : answer;
  };
}

export const contractDefects: readonly Defect[] = [
  ...oddDefects,
  {
    name: 'a new project is announced by another event',
    suites,
    serve: answers('v1/create_project', (body) => ({ ...body, event: 'project_was_created' })),
  },
  {
    name: 'a new project is announced without its id',
    suites,
    serve: answers('v1/create_project', (body) => without(body, 'project_id')),
  },
  { name: 'the id of a request is not given back', suites, serve: answers('v1/ping', (body) => without(body, 'id')) },
  {
    name: 'the id of a request is another one in the answer',
    suites,
    serve: answers('v1/ping', (body) => ({ ...body, id: '00000000-0000-4000-8000-00000000dead' })),
  },
  { name: 'the time is a number', suites, serve: answers('v1/ping', (body) => ({ ...body, now: 1_600_000_000_000 })) },
  {
    name: 'a text comes with a member that nobody knows',
    suites,
    serve: answers('v1/read_text_file_from_project', (body) => ({ ...body, mode: 420 })),
  },
  {
    name: 'an exit code is a text',
    suites,
    serve: answers('v1/project_exec', (body) => ({ ...body, exit_code: String(body.exit_code) })),
  },
  {
    name: 'a function tells the time as a text',
    suites,
    serve: answers('conat/hub/system.ping', (body) => ({ now: new Date(body.now as number).toISOString() })),
  },
  {
    name: 'a function without a result gives an object',
    suites,
    serve: answers('conat/hub/projects.start', () => ({})),
  },
  {
    name: 'the state of a project has no name',
    suites,
    serve: answers('conat/hub/projects.state', (body) => without(body, 'state')),
  },
  { name: 'names come as a list', suites, serve: answers('conat/hub/system.getNames', (body) => Object.values(body)) },
  {
    name: 'the output of a command is called otherwise',
    suites,
    serve: answers('conat/project/system.exec', (body) => ({ ...without(body, 'stdout'), output: body.stdout ?? '' })),
  },
  {
    name: 'a parameter that is wanting is made up',
    suites,
    serve: (call, sound) =>
      isCallOf(call, 'v1/user_search') ? sound({ ...call, body: { query: 'nobody', ...bodyOf(call) } }) : sound(call),
  },
  {
    name: 'a parameter that nobody knows is passed over',
    suites,
    async serve(call, sound) {
      const answer = await sound(call);
      const [, name] = /unexpected argument '(\w+)'/.exec(String((answer.body as JsonObject | null)?.error)) ?? [];
      return name === undefined ? answer : sound({ ...call, body: without(bodyOf(call), name) });
    },
  },
  {
    name: 'a missing key is complained of in other words',
    suites,
    serve: says(/^You must provide authentication.*/, 'authentication required'),
  },
  {
    name: 'an unknown function is called not found',
    suites,
    serve: says(/^Error: unknown function/, 'Error: not found:'),
  },
  { name: 'errors of functions have lost their prefix', suites, serve: says(/^Error: /, '') },
  {
    name: 'a refusal of v2 travels with the status of one',
    suites,
    async serve(call, sound) {
      const answer = await sound(call);
      if (answer.kind !== 'refusal' || !call.name.startsWith('v2/')) return answer;
      return { ...answer, reply: { ...answer.reply, status: 403 } };
    },
  },
  {
    name: 'whoever is in no project is sent away in other words',
    suites,
    serve: says(/^user must be a collaborator on the project$/, 'permission denied'),
  },
  {
    name: 'the exit code of a command through v2 is a text',
    suites,
    serve: answers('v2/exec', (body) => ({ ...body, exit_code: String(body.exit_code) })),
  },
  {
    name: 'a new project is an object of another form',
    suites,
    serve: answers('v2/projects/create', ({ project_id }) => ({ project: { project_id: project_id ?? null } })),
  },
  {
    name: 'keys are listed with their secrets',
    suites,
    serve: answers('v2/api-keys', () => ({ response: [{ id: 1, name: 'a key', secret: 'sk-1' }] })),
  },
  {
    name: 'forms are not read',
    suites,
    serve: (call, sound) =>
      call.sent?.mediaType === 'application/x-www-form-urlencoded'
        ? sound({ ...call, body: {}, sent: { ...call.sent, body: {} } })
        : sound(call),
  },
  {
    name: 'a refusal looks like a success',
    suites,
    async serve(call, sound) {
      const answer = await sound(call);
      if (answer.kind !== 'refusal' || !call.name.startsWith('v1/')) return answer;
      return { kind: 'success', body: { event: 'success', id: (answer.body as JsonObject).id ?? null } };
    },
  },
];
