/** Calls that hold what they promise once, and not twice, or not at the edge. */
import type { JsonObject } from '../../../src/core/json.ts';
import { answers, argumentOf, bodyOf, type Defect, isCallOf } from './defect.ts';

const suites = ['laws'] as const;

export const lawDefects: readonly Defect[] = [
  {
    name: 'a page of messages is one short',
    suites,
    serve: answers('conat/hub/messages.get', (body, call) => {
      const { limit } = argumentOf(call);
      const messages = body as unknown as JsonObject[];
      return messages.length === limit ? messages.slice(0, -1) : messages;
    }),
  },
  {
    name: 'every page of messages is the first',
    suites,
    serve: (call, sound) => {
      if (!isCallOf(call, 'conat/hub/messages.get')) return sound(call);
      const { offset: _offset, ...rest } = argumentOf(call);
      return sound({ ...call, body: { ...bodyOf(call), args: [rest] } });
    },
  },
  {
    name: 'pages of copies overlap by one',
    suites,
    serve: (call, sound) => {
      const body = bodyOf(call);
      if (!isCallOf(call, 'v1/copy_path_status') || !(Number(body.offset) > 0)) return sound(call);
      return sound({ ...call, body: { ...body, offset: Number(body.offset) - 1 } });
    },
  },
  {
    name: 'a limit of rows is one more',
    suites,
    serve: (call, sound) => {
      const { options, ...rest } = bodyOf(call);
      if (!isCallOf(call, 'v1/query') || !Array.isArray(options)) return sound(call);
      const more = (options as JsonObject[]).map((option) =>
        typeof option.limit === 'number' ? { ...option, limit: option.limit + 1 } : option,
      );
      return sound({ ...call, body: { ...rest, options: more } });
    },
  },
  {
    name: 'a copy replaces what is newer',
    suites,
    serve: (call, sound) =>
      isCallOf(call, 'v1/copy_path_between_projects')
        ? sound({ ...call, body: { ...bodyOf(call), overwrite_newer: true } })
        : sound(call),
  },
  {
    name: 'a second copy of the same is refused',
    suites,
    serve: secondTime('v1/copy_path_between_projects'),
  },
  {
    name: 'writing the same twice appends it',
    suites,
    serve: async (call, sound) => {
      if (!isCallOf(call, 'v1/write_text_file_to_project')) return sound(call);
      const { content, ...where } = bodyOf(call);
      const { project_id, path } = where as JsonObject;
      const read = { ...call, name: 'v1/read_text_file_from_project', body: { project_id, path } as JsonObject };
      const before = (await sound(read)).body as JsonObject | null;
      const twice = before?.content === content ? `${String(content)}${String(content)}` : (content ?? '');
      return sound({ ...call, body: { ...where, content: twice } });
    },
  },
  {
    name: 'a project is made twice',
    suites,
    serve: async (call, sound) => {
      if (isCallOf(call, 'v2/projects/create')) await sound(call);
      return sound(call);
    },
  },
  {
    name: 'starting a project that runs is refused through v2',
    suites,
    serve: secondTime('v2/projects/start'),
  },
  {
    name: 'starting a project that runs is refused',
    suites,
    serve: secondTime('conat/hub/projects.start'),
  },
];

/** Refuses a call that was made in the same words before. */
function secondTime(name: string): Defect['serve'] {
  const seen = new WeakMap<object, Set<string>>();
  return async (call, sound, hub) => {
    if (!isCallOf(call, name)) return sound(call);
    const made = seen.get(hub) ?? new Set<string>();
    seen.set(hub, made);
    const { id, ...asked } = bodyOf(call);
    const key = JSON.stringify([asked, call.credential]);
    if (!made.has(key)) {
      made.add(key);
      return sound(call);
    }
    const error = 'Error: already done';
    const body = call.name.startsWith('v1/') ? { event: 'error', id: id ?? '', error } : { error };
    return { kind: 'refusal', code: 'unsimulated', body };
  };
}
