/** Messages that API v2 hands to a project as they are, and what it says. [server/projects/call.ts; project/servers/hub/handle-message.ts] */

import { refuse } from '../errors.ts';
import { blobId } from '../files/blob-id.ts';
import { FileError } from '../files/file-error.ts';
import { homeOf } from '../files/paths.ts';
import { placeAtHome } from '../files/project-files.ts';
import { readFile, writeFile } from '../files/system-files.ts';
import { isDirectory, isFile } from '../files/tree.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { effectOf, type Outcome } from '../outcome.ts';
import { newUuid } from '../random.ts';
import { messageOf } from '../rest.ts';
import type { HubState } from '../state.ts';
import { asText } from '../values.ts';
import { toldOr, withAnswer } from '../with-answer.ts';
import { jobOf, killJob } from './jobs.ts';
import { execute, listKernels } from './notebooks.ts';
import { executedForRest } from './rest-exec.ts';

type Message = JsonObject & { readonly id: Json };
type Handler = (state: HubState, project_id: string, message: Message) => Outcome<Json>;

/** @throws Refusal `type_error` for what is no object; `unsimulated` for what only a real project does. */
export function sendToProject(state: HubState, project_id: string, sent: Json | undefined): Outcome<Json> {
  if (sent == null) throw refuse('type_error', { fault: `Cannot read properties of ${sent} (reading 'event')` });
  if (typeof sent !== 'object') {
    throw refuse('type_error', { fault: `Cannot create property 'id' on ${typeof sent} '${sent}'` });
  }
  const given = isObject(sent) ? sent : {};
  const message = { ...given, id: given.id ?? newUuid(state, 'message') };
  const { event } = message as JsonObject;
  const handler = typeof event === 'string' ? HANDLERS.get(event) : undefined;
  if (handler !== undefined) return handler(state, project_id, message);
  const error = `Project ${project_id} does not implement handling mesg with event='${asText(event)}'`;
  return { state, answer: failed(message, error) };
}

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['ping', (state, _project_id, { id }) => ({ state, answer: { event: 'pong', id } })],
  ['project_exec', runCommand],
  ['read_text_file_from_project', readText],
  ['write_text_file_to_project', writeText],
  ['read_file_from_project', readBlob],
  ['jupyter_execute', runCell],
  [
    'jupyter_kernels',
    (state, _project_id, { id }) =>
      withAnswer(listKernels(state), (kernels) => ({ event: 'jupyter_kernels', id, kernels })),
  ],
  ['send_signal', sendSignal],
  ['named_server_port', askForPort],
  ['print_to_pdf', (state, _project_id, { id }) => ({ state, answer: { event: 'error', id, error: {} } })],
  ...['hello', 'heartbeat', 'error', 'save_blob'].map((event): [string, Handler] => [event, silence]),
]);

function failed({ id }: Message, error: string): JsonObject {
  return { event: 'error', id, error };
}

function runCommand(state: HubState, project_id: string, message: Message): Outcome<Json> {
  const { id, event: _event, ...options } = message;
  return toldOr<Json>(
    state,
    () =>
      withAnswer(executedForRest(state, project_id, options), (answer) => ({
        event: 'project_exec_output',
        id,
        ...(answer as JsonObject),
      })),
    ({ words }) => failed(message, messageOf(words)),
  );
}

function readText(state: HubState, project_id: string, message: Message): Outcome<Json> {
  const { id, path } = message;
  return toldOr<Json>(
    state,
    () => ({
      state,
      answer: { event: 'text_file_read_from_project', id, content: readFile(state, project_id, path) },
    }),
    ({ words }) => failed(message, messageOf(words)),
  );
}

function writeText(state: HubState, project_id: string, message: Message): Outcome<Json> {
  const { id, path = null, content = null } = message;
  return toldOr<Json>(
    state,
    () => ({
      state: writeFile(state, project_id, { path, content }),
      answer: { event: 'file_written_to_project', id },
    }),
    ({ words }) => failed(message, messageOf(words)),
  );
}

/** Tells the id that the file has in the hub's store of blobs, which gives nothing out here. */
function readBlob(state: HubState, project_id: string, message: Message): Outcome<Json> {
  const path = asText(message.path);
  const place = path.startsWith('/') ? path : `${homeOf(state, project_id)}/${path}`;
  const node = nodeAtHome(state, project_id, place);
  if (node === undefined) {
    return { state, answer: failed(message, `Error: ENOENT: no such file or directory, stat '${place}'`) };
  }
  if (isDirectory(node) && message.archive !== 'tar.bz2') {
    return { state, answer: failed(message, 'Error: The only supported directory archive format is tar.bz2') };
  }
  if (!isFile(node)) {
    throw refuse('unsimulated', { what: 'an archive as a blob', why: 'its id depends on the machine that packs it' });
  }
  return { state, answer: { event: 'file_read_from_project', id: message.id, data_uuid: blobId(node.content) } };
}

function nodeAtHome(state: HubState, project_id: string, place: string) {
  try {
    return placeAtHome(state, project_id, place).node;
  } catch (thrown) {
    if (thrown instanceof FileError && thrown.code === 'ENOENT') return undefined;
    throw thrown instanceof FileError
      ? refuse('unsimulated', { what: `reading '${place}'`, why: `what a project says of ${thrown.code} is not known` })
      : thrown;
  }
}

function runCell(state: HubState, project_id: string, message: Message): Outcome<Json> {
  const { id, event: _event, ...cell } = message;
  return toldOr<Json>(
    state,
    () =>
      execute(state, project_id, cell, (ended, { output }) => ({
        state: ended,
        answer: { event: 'jupyter_execute_response', id, output },
      })),
    // An error of the kernel is told with its name.
    ({ words }) => failed(message, asText(words)),
  );
}

const SIGNALS: readonly unknown[] = [2, 3, 9];

/** The answer to a signal that was sent is not defined at this revision, so there is none. */
function sendSignal(state: HubState, project_id: string, message: Message): Outcome<Json> {
  const { pid, signal } = message;
  if (!pid || !SIGNALS.includes(signal)) {
    return { state, answer: failed(message, 'invalid pid or signal (must be 2,3,9)') };
  }
  const isJob = typeof pid === 'number' && jobOf(state, project_id, pid) !== undefined;
  return silence(isJob ? killJob(state, project_id, pid) : state);
}

const SERVERS: readonly unknown[] = ['code', 'jupyter', 'jupyterlab', 'pluto', 'rserver'];

function askForPort(state: HubState, _project_id: string, message: Message): Outcome<Json> {
  const { name } = message;
  if (SERVERS.includes(name)) {
    throw refuse('unsimulated', { what: `the server '${asText(name)}'`, why: 'projects run none here' });
  }
  return { state, answer: failed(message, `Error: unknown named server: "${asText(name)}"`) };
}

/** There is never an answer; the hub gives up after a while. */
function silence(state: HubState): Outcome<Json> {
  return { state, effect: effectOf({ kind: 'wait', until: () => false }, (later) => ({ state: later, answer: null })) };
}
