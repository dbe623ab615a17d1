/** Somebody has left the interpreter or the shell and has all of Node in its process: what is reached from there. */
import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const DRIVER = fileURLToPath(new URL('escape.mjs', import.meta.url));
/** What runs in each kind of process. */
const PROGRAMS = {
  cell: fileURLToPath(new URL('../hub/effects/notebook/full-node.cjs', import.meta.url)),
  command: fileURLToPath(new URL('hostile-shell/index.js', import.meta.url)),
};

/** The program of that version, from npm's cache or registry. */
function nodeOf(version: string): string | undefined {
  const { stdout, status } = spawnSync('npx', ['-y', `node@${version}`, '-p', 'process.execPath'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}

const versions = ['20', '22', '24'].map((version) => ({ version, node: nodeOf(version) }));
const table = versions.flatMap((one) => (['cell', 'command'] as const).map((what) => ({ ...one, what })));

for (const { version, node, what } of table) {
  const program = PROGRAMS[what];
  test.skipIf(node === undefined)(
    `on Node ${version} a ${what} reads nothing outside of the package, writes and starts nothing, and reaches nobody (skipped where npx has no such Node)`,
    async () => {
      const victim = mkdtempSync(join(tmpdir(), 'escape-'));
      const secret = `${victim}-secret.mjs`;
      writeFileSync(secret, 'SECRET=1');
      const before = {
        times: statSync(program).mtimeMs,
        mode: statSync(secret).mode,
        text: readFileSync(program, 'utf8'),
      };
      let reached = 0;
      const listening = async (where: number | string) => {
        const server = createServer((socket) => {
          reached += 1;
          socket.destroy();
        });
        await once(server.listen(where), 'listening');
        return server;
      };
      const [tcp, unix] = [await listening(0), await listening(`${victim}.sock`)];
      const { port } = tcp.address() as AddressInfo;
      const targets = JSON.stringify({ victim, secret, port, socket: `${victim}.sock` });
      const env = { ...process.env, TOKEN_OF_THE_HUB: 'secret', NODE_OPTIONS: '' };

      const { stdout } = await promisify(execFile)(node as string, [DRIVER, what, targets], { env, encoding: 'utf8' });

      tcp.close();
      unix.close();
      const { version: ran, lines } = JSON.parse(stdout) as { version: string; lines: string[] };
      expect(ran).toMatch(new RegExp(`^v${version}\\.`));
      expect(lines.at(-1)).toMatch(/^find something in the environment: /);
      expect(lines.length).toBeGreaterThan(70);
      expect(lines.filter((line) => !line.endsWith(': kept out'))).toEqual([]);
      expect(readdirSync(victim)).toEqual([]);
      expect(reached).toBe(0);
      expect(readFileSync(secret, 'utf8')).toBe('SECRET=1');
      expect({
        times: statSync(program).mtimeMs,
        mode: statSync(secret).mode,
        text: readFileSync(program, 'utf8'),
      }).toEqual(before);
      rmSync(victim, { recursive: true });
      rmSync(secret);
    },
  );
}
