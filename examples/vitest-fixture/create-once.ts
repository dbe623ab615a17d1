/** Creates a project of this title, unless there is one: also when it is not known whether an attempt before has worked. */
import type { BoundCalls } from 'cocalc-mock-hub';

export async function createOnce(user: BoundCalls, title: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const found = await user.v1.query({ query: { projects: [{ project_id: null, title }] } });
    if (JSON.stringify(found.body).includes('project_id')) return;
    const made = await user.v1.create_project({ title });
    if (made.kind === 'success') return;
  }
  throw new Error(`${title}: no project after three attempts`);
}
