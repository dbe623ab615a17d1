/** Whole processes, which are measured from start to end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const CLI = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

const EMPTY_SERVER = `
  import { createServer } from 'node:http';
  const server = createServer((request, response) => response.end('{}'));
  server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ url: 'http://127.0.0.1:' + server.address().port })));
`;

export const emptyServer = ['--input-type=module', '--eval', EMPTY_SERVER];
export const mockServer = [CLI, '--port', '0', '--json'];

/** How long the program runs, in milliseconds. */
export async function runTime(args, expected = 0) {
  const start = performance.now();
  const [code] = await once(spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] }), 'exit');
  if (code !== expected) throw new Error(`node ${args.join(' ')} ended with ${code}`);
  return performance.now() - start;
}

/** Starts a server that prints its address as JSON, and calls `act` after its first answer. */
export async function withFirstAnswer(args, act) {
  const start = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  try {
    const [line] = await Promise.race([once(child.stdout, 'data'), ended]);
    const { url, accounts } = JSON.parse(line);
    const headers = { authorization: `Bearer ${accounts?.[0].api_key}` };
    const response = await fetch(`${url}/api/v1/ping`, { method: 'POST', headers });
    await response.json();
    return await act({ ms: performance.now() - start, pid: child.pid, url, accounts });
  } finally {
    child.kill();
    await ended;
  }
}

/** On Linux. */
export function residentMegabytes(pid) {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}
