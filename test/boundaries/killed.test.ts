/** A check whose process is killed at any request, and the sweep of what it left at the hub. */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeHandler } from '../../src/adapters/node.ts';
import type { Hub } from '../../src/hub/hub.ts';
import { listening } from '../adapters/servers.ts';
import { run, start } from '../cli/command.ts';
import { testHub } from '../hub.ts';
import { folderWith } from '../server/folder.ts';

const KEYS = { COCALC_API_KEY: 'sk_owner', COCALC_API_KEY_OTHER: 'sk_other' };
/** Makes two projects and takes people in and out, through both generations in turn. */
const CASES = ['--suite', 'scenarios', '--grep', 'collaborate.mixed'];

/** What people would find: projects with who is in them, keys, and what is shared. */
const census = ({ state }: Hub) => ({
  projects: [...state.projects.values()]
    .filter(({ deleted }) => !deleted)
    .map(({ project_id, title, users }) => ({ project_id, title, users: Object.keys(users) })),
  keys: [...state.apiKeys.keys()],
});

test('killed at each of its requests in turn, and then swept, nothing is left', { timeout: 400_000 }, async () => {
  const { hub } = testHub();
  const [before, fresh] = [census(hub), hub.state];
  const serve = nodeHandler(hub);
  let kill: ((count: number) => boolean) | undefined;
  let count = 0;
  const port = await listening(
    createServer((request, response) => {
      count += 1;
      // Every other request still arrives.
      if (kill?.(count) && count % 2 === 0) request.destroy();
      else serve(request, response);
    }),
  );
  const host = `127.0.0.1:${port}`;
  const folder = folderWith({});
  const allowed = ['--consent', host, '--rate', '10000'];
  const check = (ledger: string) => ['check', `http://${host}`, ...CASES, ...allowed, '--ledger', ledger];

  expect(await run(check(join(folder, 'whole')), KEYS)).toMatchObject({ code: 0, stderr: '' });
  const requests = count;
  expect(requests).toBeGreaterThan(20);

  let leftSomething = 0;
  for (let k = 1; k <= requests; k += 1) {
    hub.restore(fresh);
    count = 0;
    const ledger = join(folder, `killed-${k}`);
    const { child, ended } = start(check(ledger), KEYS);
    kill = (at) => at === k && child.kill('SIGKILL');
    expect((await ended).code, `killed at request ${k}`).toBe(null);
    kill = undefined;
    if (JSON.stringify(census(hub)) !== JSON.stringify(before)) leftSomething += 1;

    // Before the first creation there is nothing to sweep, and perhaps no ledger yet.
    if (existsSync(ledger)) {
      expect(await run(['sweep', ledger, ...allowed], KEYS), `swept after ${k}`).toMatchObject({ code: 0, stderr: '' });
    }
    expect(census(hub), `after request ${k}`).toEqual(before);
  }
  expect(leftSomething).toBeGreaterThan(5);
});
