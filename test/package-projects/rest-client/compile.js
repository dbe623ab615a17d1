/** Compiles the clients that there are types for. */
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';

const published = existsSync('published.d.ts');
const options = ['--strict', '--target', 'es2022', '--module', 'nodenext', '--lib', 'es2022,dom,dom.iterable'];
const clients = ['own-client.ts', ...(published ? ['published-client.ts'] : [])];
execFileSync('npx', ['tsc', ...options, '--types', 'node', ...clients], { stdio: 'inherit' });
if (!published) writeFileSync('published-client.js', 'console.log("skipped: PUBLISHED_OPENAPI names no document");');
