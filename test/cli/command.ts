/** Runs the command `cocalc-mock-hub` as its users do. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

const COMMAND = 'dist/cli/main.js';

export interface Output {
  /** `null` where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs it to its end. */
export async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Output> {
  return start(args, env).ended;
}

export interface Started {
  readonly child: ChildProcess;
  /** The first output on standard output that holds this text, with all that came before it. */
  output(text: string): Promise<string>;
  readonly ended: Promise<Output>;
}

/** Starts it; it is ended with the test at the latest. */
export function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(process.execPath, [COMMAND, ...args], { env: { ...process.env, ...env } });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    written.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    written.stderr += text;
  });
  const ended = once(child, 'close').then(([code]) => ({ code, ...written }));
  return {
    child,
    ended,
    async output(text) {
      while (!written.stdout.includes(text)) await Promise.race([once(child.stdout, 'data'), endedEarly(ended, text)]);
      return written.stdout;
    },
  };
}

async function endedEarly(ended: Promise<Output>, text: string): Promise<never> {
  throw new Error(`ended before it printed ${JSON.stringify(text)}: ${JSON.stringify(await ended)}`);
}

/** What a run says on standard error, but for how far it is, which slow ones say now and then. */
export function withoutProgress(stderr: string): string {
  return stderr.replace(/^\d+\/\d+, \d+ failed: .*\n/gm, '');
}

/** What `serve --json` prints. */
export interface Announced {
  readonly url: string;
  readonly world: string;
  readonly profile: string;
  readonly accounts: readonly {
    readonly name: string;
    readonly account_id: string;
    readonly email_address: string | null;
    readonly api_key: string | null;
    readonly admin: boolean;
  }[];
  readonly projects: readonly { readonly project_id: string; readonly title: string; readonly owner: string | null }[];
}

/** Starts a server on a free port. */
export async function startServing(
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Started & { readonly announced: Announced }> {
  const started = start(['--port', '0', '--json', ...args], env);
  return { ...started, announced: JSON.parse(await started.output('\n')) };
}

/** What a hub answers at this place. */
export async function call(url: string, event: string, body: object, key: string | null | undefined): Promise<unknown> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const response = await fetch(`${url}/api/v1/${event}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return response.json();
}
