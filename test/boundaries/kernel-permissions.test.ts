/** Somebody has left the interpreter and has all of Node in the kernel's process: what is reached from there. */
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
const PROGRAM = fileURLToPath(new URL('../hub/effects/notebook/full-node.cjs', import.meta.url));

/** The program of that version, from npm's cache or registry. */
function nodeOf(version: string): string | undefined {
  const { stdout, status } = spawnSync('npx', ['-y', `node@${version}`, '-p', 'process.execPath'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}

const versions = ['20', '22', '24'].map((version) => ({ version, node: nodeOf(version) }));

for (const { version, node } of versions) {
  test.skipIf(node === undefined)(
    `on Node ${version} it reads nothing outside of the package, writes and starts nothing, and reaches nobody (skipped where npx has no such Node)`,
    async () => {
      const victim = mkdtempSync(join(tmpdir(), 'kernel-'));
      const secret = `${victim}-secret.mjs`;
      writeFileSync(secret, 'SECRET=1');
      const before = {
        times: statSync(PROGRAM).mtimeMs,
        mode: statSync(secret).mode,
        text: readFileSync(PROGRAM, 'utf8'),
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

      const { stdout } = await promisify(execFile)(node as string, [DRIVER, targets], { env, encoding: 'utf8' });

      tcp.close();
      unix.close();
      const { version: ran, ended, lines } = JSON.parse(stdout) as { version: string; ended: object; lines: string[] };
      expect(ran).toMatch(new RegExp(`^v${version}\\.`));
      expect(ended).toMatchObject({ kind: 'done' });
      expect(lines.length).toBeGreaterThan(70);
      expect(lines.filter((line) => !line.endsWith(': kept out'))).toEqual([]);
      expect(readdirSync(victim)).toEqual([]);
      expect(reached).toBe(0);
      expect(readFileSync(secret, 'utf8')).toBe('SECRET=1');
      expect({
        times: statSync(PROGRAM).mtimeMs,
        mode: statSync(secret).mode,
        text: readFileSync(PROGRAM, 'utf8'),
      }).toEqual(before);
      rmSync(victim, { recursive: true });
      rmSync(secret);
    },
  );
}
