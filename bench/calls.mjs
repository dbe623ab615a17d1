/** What the benchmarks call: the smallest call, one that reads and one that writes. */
export const KEY = 'sk_bench';

const project_id = 'bbbbbbbb-0000-4000-8000-000000000001';

export const world = {
  accounts: { owner: { first_name: 'Owen', last_name: 'Owner', email_address: 'owner@example.com', api_key: KEY } },
  projects: { project: { project_id, users: { owner: 'owner' }, files: { 'notes.md': 'x'.repeat(200) } } },
};

export const calls = [
  { event: 'ping', body: {} },
  { event: 'read_text_file_from_project', body: { project_id, path: 'notes.md' } },
  { event: 'write_text_file_to_project', body: { project_id, path: 'notes.md', content: 'y'.repeat(200) } },
];
