/** Stands for your own code: creates a project of this title unless there is one, and tries again when an attempt fails. */
export async function createOnce(host: string, key: string, title: string): Promise<void> {
  let cause: unknown;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      // An attempt that failed may have worked: its answer can be lost on the way.
      const { query } = await call(host, key, 'query', { query: { projects: [{ project_id: null, title }] } });
      if (query?.projects.length === 0) await call(host, key, 'create_project', { title });
      return;
    } catch (error) {
      cause = error;
    }
  }
  throw new Error(`${title}: no project after three attempts`, { cause });
}

interface Answer {
  readonly event: string;
  readonly error?: unknown;
  readonly query?: { readonly projects: readonly unknown[] };
}

async function call(host: string, key: string, name: string, body: object): Promise<Answer> {
  const response = await fetch(`${host}/api/v1/${name}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${name}: status ${response.status}`);
  const answer = (await response.json()) as Answer;
  if (answer.event === 'error') throw new Error(`${name}: ${answer.error}`);
  return answer;
}
