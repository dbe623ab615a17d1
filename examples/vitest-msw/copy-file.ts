/** Stands for your own code: copies a file from one project of a CoCalc hub to another. */
export async function copyFile(
  path: string,
  { from, to, hubUrl, key }: { from: string; to: string; hubUrl: string; key: string },
): Promise<void> {
  const response = await fetch(`${hubUrl}/api/v1/copy_path_between_projects`, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(`${key}:`)}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ src_project_id: from, src_path: path, target_project_id: to, target_path: path }),
  });
  // A hub tells of most failures with status 200.
  const { error } = (await response.json()) as { error?: unknown };
  if (error !== undefined) throw new Error(`cannot copy ${path}: ${error}`);
}
