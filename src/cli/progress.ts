/** How far a run is, on standard error: one line of a terminal that is written over and over, or a line now and then. */
import type { CheckProgress } from '../check/options.ts';

export interface Progress {
  show(progress: CheckProgress): void;
  end(): void;
}

/** How often logs are told. */
const INTERVAL_MS = 10_000;

export function progressLine(): Progress {
  let failed = 0;
  let line = '';
  const { stderr } = process;
  const put = (text: string) => stderr.write(`\r\u001b[K${text.slice(0, stderr.columns - 1)}`);
  const timer = stderr.isTTY
    ? undefined
    : setInterval(() => line !== '' && stderr.write(`${line}\n`), INTERVAL_MS).unref();
  return {
    show({ name, verdict, done, all }) {
      if (verdict === 'fail') failed += 1;
      line = `${done}/${all}, ${failed} failed: ${name}`;
      if (stderr.isTTY) put(line);
    },
    end() {
      clearInterval(timer);
      if (stderr.isTTY) put('');
    },
  };
}
