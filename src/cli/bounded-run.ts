/** A command that is ended, with all that it has started, when its time is over; of what it prints, the end is kept. */
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import spawn from 'cross-spawn';

export interface BoundedRun {
  readonly ended: 'well' | 'failed' | 'hung';
  readonly told: string;
  readonly output: string;
  readonly ms: number;
}

const MOST_OUTPUT = 4000;
/** After the end of a command, for what it has written to arrive; and for a command that is asked to end. */
const [LAST_WORDS_MS, ENDING_MS] = [200, 300];

export function boundedRun(
  [program = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<BoundedRun> {
  const began = performance.now();
  const isGroup = process.platform !== 'win32';
  return new Promise((resolve) => {
    let output = '';
    let told: string | undefined;
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: isGroup });
    const kill = (name: NodeJS.Signals) => {
      try {
        if (isGroup && child.pid !== undefined) process.kill(-child.pid, name);
        else child.kill(name);
      } catch {
        // It has ended by itself meanwhile.
      }
    };
    const end = (why: string) => {
      told ??= why;
      kill('SIGTERM');
      setTimeout(() => kill('SIGKILL'), ENDING_MS);
    };
    const timer = setTimeout(() => end(`it did not end in ${Math.round(timeoutMs)} ms`), timeoutMs);
    const interrupt = () => end('interrupted');
    signal.addEventListener('abort', interrupt);
    const finish = (result: Pick<BoundedRun, 'ended' | 'told'>) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', interrupt);
      // What it has started and left running would go on calling.
      kill('SIGKILL');
      resolve({ ...result, output: output.trimEnd(), ms: performance.now() - began });
    };
    for (const stream of [child.stdout, child.stderr] as Readable[])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(-MOST_OUTPUT);
      });
    child.once('error', ({ message }) => finish({ ended: 'failed', told: message }));
    child.once('exit', (code, name) => {
      const late = setTimeout(done, LAST_WORDS_MS);
      child.once('close', done);
      function done() {
        clearTimeout(late);
        child.off('close', done);
        const number = code ?? 128 + constants.signals[name as NodeJS.Signals];
        if (told !== undefined) finish({ ended: 'hung', told });
        else finish({ ended: number === 0 ? 'well' : 'failed', told: `exit code ${number}` });
      }
    });
  });
}
