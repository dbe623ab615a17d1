/** Both bundlers of Next take the package without a word, and the server that comes of it answers. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { titlesOfProjects } from './app/titles.js';

const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' };

for (const bundler of ['--turbopack', '--webpack']) {
  test(`next build ${bundler}`, async () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [next, 'build', bundler], { encoding: 'utf8', env });
    assert.equal(status, 0, stdout + stderr);
    // Next says so of itself where it takes the machine for one of continuous integration.
    const said = (stdout + stderr).replace(/^.*No build cache found.*$/m, '');
    assert.doesNotMatch(said, /warn|error|⚠|⨯/i);

    const server = spawn(process.execPath, [next, 'start', '--port', '0'], { env });
    try {
      const url = await new Promise((resolve, reject) => {
        let text = '';
        server.stdout.setEncoding('utf8').on('data', (piece) => {
          text += piece;
          const [found] = /http:\/\/localhost:\d+/.exec(text) ?? [];
          if (found && text.includes('Ready')) resolve(found);
        });
        server.on('exit', () => reject(new Error(text)));
      });
      assert.match((await titlesOfProjects(`${url}/hub`)).join(), /\w/);
      assert.equal((await fetch(url)).status, 200);
    } finally {
      server.kill();
    }
  });
}
