/** What is printed on a terminal, and how a run is ended from there. */
import { interruptedBy, type Signal } from '../conformance/verdict/exit-code.ts';
import { complain } from './report.ts';

/** Hubs and ledgers say what they like; what would move the cursor of a terminal is shown as what it is. */
export function print(text: string): void {
  process.stdout.write(printable(text));
}

function printable(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, (control) => {
    return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Aborts at the first signal to end; a second one ends the process at once. */
export function endedBySignals(): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const end = (name: Signal) => {
    if (controller.signal.aborted) process.exit(interruptedBy(name).code);
    complain(`${name}: cleaning up; once more to end at once`);
    controller.abort(name);
  };
  const signals: Signal[] = ['SIGHUP', 'SIGINT', 'SIGTERM'];
  for (const name of signals) process.on(name, end);
  return {
    signal: controller.signal,
    stop: () => {
      for (const name of signals) process.off(name, end);
    },
  };
}
