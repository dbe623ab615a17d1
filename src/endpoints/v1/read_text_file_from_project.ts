import { defineEndpoint, type Gate } from '../../core/endpoint.ts';
import { Refusal, refuse } from '../../core/errors.ts';
import { asUtf8 } from '../../core/files/project-files.ts';
import { readProjectFile } from '../../core/files/text-files.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { optional, options, required } from '../../core/options.ts';
import { effectOf } from '../../core/outcome.ts';
import { canRead } from '../../core/projects/access.ts';
import { requireRunning, whenRunning } from '../../core/projects/lifecycle.ts';
import type { HubState } from '../../core/state.ts';

const byReaders = canRead('project_id');

/** One project's readers, or, for a list of projects, those of every project in it. */
const mayRead: Gate<'project_id' | 'path'> = (state, request, caller) => {
  const { project_id, path } = request;
  if (!Array.isArray(project_id)) return byReaders(state, request, caller);
  if (!Array.isArray(path) || path.length !== project_id.length) throw refuse('paths_of_other_length');
  if (project_id.includes(null)) {
    throw refuse('unsimulated', {
      what: 'a project_id of null in a list',
      why: "the hub's words for it are not known",
    });
  }
  return project_id.reduce((passed, one) => byReaders(passed, { project_id: one }, caller), state);
};

/**
 * Reads a text file of a project, which starts it; or, given two lists, as many files as these are long.
 * [smc-hub/client.coffee mesg_read_text_file_from_project, mesg_read_text_files_from_projects]
 */
export const endpoint = defineEndpoint({
  name: 'v1/read_text_file_from_project',
  request: options({ id: optional, project_id: required, path: required }),
  authorize: [mayRead],

  handle(state, { project_id, path }) {
    const answer = (content: Json) => ({ event: 'text_file_read_from_project', content });
    if (Array.isArray(project_id)) {
      return whenRunning(state, project_id as readonly string[], (running) => ({
        state: running,
        answer: answer(readEach(running, project_id as readonly string[], path as readonly Json[])),
      }));
    }
    const id = project_id as string;
    return whenRunning(state, [id], (running) => {
      const found = readOne(running, id, path);
      if (typeof found === 'string') return { state: running, answer: answer(found) };
      const effect = effectOf({ kind: 'archive', entries: found }, (later, archive) => ({
        state: later,
        answer: answer(asUtf8(archive)),
      }));
      return { state: running, effect };
    });
  },
});

function readOne(state: HubState, project_id: string, path: Json) {
  requireRunning(state, project_id);
  return readProjectFile(state, project_id, path);
}

/** A file that cannot be read has its error in the list, and the others are read all the same. */
function readEach(state: HubState, projectIds: readonly string[], paths: readonly Json[]): Json {
  return projectIds.map((project_id, at) => {
    const path = paths[at] as Json;
    return { path, project_id, ...tryToRead(state, project_id, path) };
  });
}

function tryToRead(state: HubState, project_id: string, path: Json): JsonObject {
  try {
    const content = readOne(state, project_id, path);
    if (typeof content === 'string') return { content };
    throw refuse('unsimulated', {
      what: 'a directory in a list of files',
      why: 'it is read as an archive, one by one here',
    });
  } catch (thrown) {
    // What is refused in words of ours is no answer that a hub would put into its list.
    if (!(thrown instanceof Refusal) || thrown.code === 'unsimulated' || thrown.code === 'never_answers') throw thrown;
    return { error: thrown.words };
  }
}
