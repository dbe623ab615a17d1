/** Stands for your own code: counts the words of a file in a project. */
export async function wordCount(host: string, key: string, project_id: string, path: string): Promise<number> {
  const response = await fetch(`${host}/api/v1/project_exec`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ project_id, command: 'wc', args: ['-w', path] }),
  });
  const { error, stdout } = (await response.json()) as { error?: unknown; stdout: string };
  if (error !== undefined) throw new Error(`cannot count the words of ${path}: ${error}`);
  return Number.parseInt(stdout, 10);
}
