/** Code as it would call a real hub. */
export async function titlesOfProjects(host, key = 'sk_00000000000000000teacher') {
  const response = await fetch(`${host}/api/v1/query`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: { projects: [{ project_id: null, title: null }] } }),
  });
  const { query } = await response.json();
  return query.projects.map(({ title }) => title);
}
