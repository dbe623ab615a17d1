/** A server with worlds, for tests. */
import { onTestFinished } from 'vitest';
import { type RunningServer, type ServerOptions, startServer } from '../../../src/server/index.ts';
import { people } from '../../hub.ts';

interface Told {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what came is what the test looks into
  readonly body: any;
}

export type Ask = (
  target: string,
  sent?: { readonly method?: string; readonly body?: object | string; readonly headers?: Record<string, string> },
) => Promise<Told>;

/** With the people of most tests, and `ask`, which sends JSON with the owner's key. */
export async function worldServer(options: ServerOptions = {}): Promise<RunningServer & { readonly ask: Ask }> {
  const server = await startServer({ world: { accounts: people }, ...options });
  onTestFinished(() => server.close());
  return { ...server, ask: askAt(server.url) };
}

function askAt(url: string): Ask {
  return async (target, { method = 'POST', body = {}, headers = {} } = {}) => {
    const hasBody = method !== 'GET' && method !== 'HEAD' && method !== 'DELETE';
    const response = await fetch(`${url}${target}`, {
      method,
      headers: { authorization: 'Bearer sk_owner', 'content-type': 'application/json', ...headers },
      ...(hasBody && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text,
    };
  };
}

/** The titles of the projects of the owner, in the world at the prefix. */
export async function titles(ask: Ask, prefix: string, headers: Record<string, string> = {}): Promise<string[]> {
  const query = { projects: [{ project_id: null, title: null }] };
  const { body } = await ask(`${prefix}/api/v1/query`, { body: { query }, headers });
  return body.query.projects.map(({ title }: { title: string }) => title).sort();
}
