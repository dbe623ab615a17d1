/** What the benchmarks call, and in which world. */
export const KEY = 'sk_bench';
export const PROJECT = 'bbbbbbbb-0000-4000-8000-000000000001';

export const world = {
  accounts: { owner: { first_name: 'Owen', last_name: 'Owner', email_address: 'owner@example.com', api_key: KEY } },
  projects: { project: { project_id: PROJECT, users: { owner: 'owner' }, files: { 'notes.md': 'x'.repeat(200) } } },
};

const project_id = PROJECT;

/** The smallest call, one that reads and one that writes. */
export const basicCalls = [
  { title: 'v1 ping', name: 'v1/ping', body: {} },
  { title: 'v1 read', name: 'v1/read_text_file_from_project', body: { project_id, path: 'notes.md' } },
  {
    title: 'v1 write',
    name: 'v1/write_text_file_to_project',
    body: { project_id, path: 'notes.md', content: 'y'.repeat(200) },
  },
];

export const otherCalls = [
  { title: 'v1 create', name: 'v1/create_project', body: { title: 'Made by a benchmark', start: false } },
  {
    title: 'v1 project list',
    name: 'v1/query',
    body: { query: { projects: [{ project_id: null, title: null, last_edited: null }] } },
  },
  { title: 'conat ping', name: 'conat/hub', body: { name: 'system.ping', args: [] } },
  {
    title: 'conat exec of true',
    name: 'conat/project',
    body: { name: 'system.exec', project_id, args: [{ command: 'true' }] },
  },
];

/** As they travel over HTTP. */
export function requestOf({ name, body }) {
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${KEY}` };
  return { path: `/api/${name}`, headers, body: JSON.stringify(body) };
}

/** A project's world with so many files. */
export function worldOfFiles(count) {
  const files = Object.fromEntries(Array.from({ length: count }, (_, at) => [`d${at % 100}/f${at}`, `file ${at}`]));
  return { ...world, projects: { project: { ...world.projects.project, files } } };
}
