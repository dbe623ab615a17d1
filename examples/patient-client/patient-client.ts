/** A client that a busy hub does not confuse: it waits when it is told to, and asks again until a change shows. */

export interface Hub {
  readonly url: string;
  readonly key: string;
  /** Lets time pass; in a test, that of the hub. */
  wait(ms: number): Promise<void>;
}

/** The answer of a function of the hub. Waits as long as it is told where it calls too often. */
export async function call({ url, key, wait }: Hub, name: string, ...args: unknown[]): Promise<unknown> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const response = await fetch(`${url}/api/conat/hub`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name, args }),
    });
    if (response.status !== 429) return response.json();
    await wait(1000 * Number(response.headers.get('retry-after') ?? 1));
  }
  throw new Error(`${name}: the hub lets nobody through`);
}

/** The project's state, once the hub knows that the caller is in it, which a hub may notice 30 s late. */
export async function stateOnceMember(hub: Hub, project_id: string): Promise<string> {
  for (let waited = 0; waited <= 30_000; waited += 5000) {
    const answer = (await call(hub, 'projects.state', { project_id })) as { state?: string; error?: string };
    if (answer.state !== undefined) return answer.state;
    await hub.wait(5000);
  }
  throw new Error(`${project_id}: still not a member after 30 s`);
}
