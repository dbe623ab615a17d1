/** Compiles the sources here with the oldest compiler that the README names and with others, types of packages included. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const strict = ['--strict', '--noEmit', '--target', 'es2022', '--lib', 'es2022,dom,dom.iterable'];
const node = ['--types', 'node', '--module'];
const KINDS = {
  'as a module': [...node, 'nodenext', 'calls.ts', 'paths.ts'],
  'as CommonJS': [...node, 'nodenext', 'required.cts'],
  'for a bundler': [...node, 'esnext', '--moduleResolution', 'bundler', 'calls.ts', 'paths.ts'],
  'with MSW': [...node, 'nodenext', '--skipLibCheck', 'handlers.ts'],
  'without the types of Node': [
    '--module',
    'esnext',
    '--moduleResolution',
    'bundler',
    '--typeRoots',
    'none',
    'calls.ts',
  ],
};

let failed = 0;
for (const version of ['5.0', '7']) {
  const manifest = require.resolve(`typescript-${version}/package.json`);
  const { bin } = require(manifest);
  for (const [kind, args] of Object.entries(KINDS)) {
    const { status, stdout } = spawnSync(process.execPath, [join(dirname(manifest), bin.tsc), ...strict, ...args], {
      encoding: 'utf8',
    });
    console.log(`${status === 0 ? 'ok' : 'not ok'}: TypeScript ${version}, ${kind}\n${stdout}`);
    if (status !== 0) failed += 1;
  }
}
process.exitCode = failed;
