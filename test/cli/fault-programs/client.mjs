/** What the programs in this folder call a hub with: everything that is no success is thrown, and nothing is tried again. */
import { setTimeout as pause } from 'node:timers/promises';

const { COCALC_HOST, COCALC_API_KEY, COCALC_PROJECT_ID } = process.env;

export const project_id = COCALC_PROJECT_ID;

export async function send(path, body, timeoutMs = 1000) {
  const response = await fetch(`${COCALC_HOST}/api/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${COCALC_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(timeoutMs && { signal: AbortSignal.timeout(timeoutMs) }),
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}

export async function call(event, body, timeoutMs) {
  const answer = await send(`v1/${event}`, body, timeoutMs);
  if (answer.event === 'error') throw new Error(String(answer.error));
  return answer;
}

export async function remove(id) {
  const answer = await send('v2/projects/delete', { project_id: id });
  if (answer.error !== undefined) throw new Error(String(answer.error));
}

export async function retrying(work, attempts = 4) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts) throw error;
      await pause(200 * attempt);
    }
  }
}

export async function titled(title) {
  const { query } = await call('query', { query: { projects: [{ project_id: null, title: null, deleted: null }] } });
  return query.projects
    .filter((project) => project.title === title && !project.deleted)
    .map((project) => project.project_id);
}

export const create = async (title) => (await call('create_project', { title })).project_id;
export const write = (id, path, content) => call('write_text_file_to_project', { project_id: id, path, content });
export const read = async (id, path) => (await call('read_text_file_from_project', { project_id: id, path })).content;
