/** What is printed for people, in process. */
import { execFileSync } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { announcement, warnings } from '../../src/cli/announcement.ts';
import type { World } from '../../src/hub/world/shape.ts';
import { type RunningServer, startServer } from '../../src/server/index.ts';

async function started(world: World): Promise<RunningServer> {
  const server = await startServer({ world });
  onTestFinished(() => server.close());
  return server;
}

test('the call to paste survives a key and a name that shells would take apart', async () => {
  const first_name = 'Δ$HOME';
  const server = await started({ accounts: { "o'neill & co": { first_name, api_key: 'it\'s $HOME; `id` "x"' } } });
  const [line = ''] = /^ {2}curl .*$/m.exec(announcement(server, { version: '1.0.0', colours: false })) ?? [];

  const words = JSON.parse(
    execFileSync(
      'sh',
      ['-c', line.replace('curl', `"${process.execPath}" -e "console.log(JSON.stringify(process.argv.slice(1)))" --`)],
      {
        encoding: 'utf8',
      },
    ),
  );

  expect(words).toEqual([
    '-u',
    'it\'s $HOME; `id` "x":',
    '-d',
    "query=o'neill%20%26%20co",
    `${server.url}/api/v1/user_search`,
  ]);
});

test('colours are there only where they are wanted', async () => {
  const server = await started({});

  const [plain, coloured] = [false, true].map((colours) => announcement(server, { version: '1.0.0', colours }));

  expect(plain).not.toContain('\u001b');
  expect(coloured).toContain(`\u001b[1m${server.url}\u001b[22m`);
});

test('an account without a key is listed as that, and a world without projects lists none', async () => {
  const text = announcement(await started({ accounts: { keyless: {} } }), { version: '1.0.0', colours: false });

  expect(text).toMatch(/^ {2}keyless {2}\(no key\)$/m);
  expect(text).not.toContain('Projects');
});

test.for([
  ['127.0.0.1', false],
  ['127.8.0.1', false],
  ['localhost', false],
  ['::1', false],
  ['0.0.0.0', true],
  ['::', true],
  ['192.168.0.7', true],
  ['127.0.0.1.example.com', true],
] as const)('whether %s is open to other computers: %s', async ([host, open]) => {
  expect(warnings(await started({}), { host, commands: { kind: 'simulated' } })).toHaveLength(open ? 1 : 0);
});
