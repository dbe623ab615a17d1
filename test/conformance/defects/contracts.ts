/** Answers and refusals that are not as promised. */
import type { JsonObject } from '../../../src/core/json.ts';
import { answers, bodyOf, type Defect, isCallOf, says } from './defect.ts';

const suites = ['contracts'] as const;

function without(body: JsonObject, name: string): JsonObject {
  const { [name]: _left, ...rest } = body;
  return rest;
}

export const contractDefects: readonly Defect[] = [
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
    name: 'a refusal looks like a success',
    suites,
    async serve(call, sound) {
      const answer = await sound(call);
      if (answer.kind !== 'refusal' || !call.name.startsWith('v1/')) return answer;
      return { kind: 'success', body: { event: 'success', id: (answer.body as JsonObject).id ?? null } };
    },
  },
];
