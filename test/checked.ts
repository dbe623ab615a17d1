/** For all tests: each fails in which a hub answers against its contract, of which it complains; and one seed. */
import { relative } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect } from 'vitest';

const complaints: string[] = [];
const print = console.error.bind(console);

console.error = (...words: unknown[]) => {
  const [first] = words;
  if (typeof first === 'string' && first.startsWith('cocalc-mock-hub: an answer of ')) complaints.push(first);
  else print(...words);
};

afterEach(() => {
  expect(complaints.splice(0)).toEqual([]);
});

// One seed, so that a failing run says something of the change it was made for; any other is worth a try.
const seed = Number(process.env.FAST_CHECK_SEED ?? 1);

fc.configureGlobal({
  seed,
  reporter(details) {
    if (!details.failed) return;
    const { testPath = '', currentTestName = '' } = expect.getState();
    const again = `FAST_CHECK_SEED=${seed} npx vitest run ${relative('.', testPath)} -t ${quoted(currentTestName)}`;
    throw new Error(`${fc.defaultReportMessage(details)}\n\nThis repeats it: ${again}`, {
      cause: details.errorInstance,
    });
  },
});

/** A pattern that matches the title, as one word of a shell. */
function quoted(title: string): string {
  return `'${title.replace(/[\\^$.*+?()[\]{}|]/g, '.').replaceAll("'", '.')}'`;
}
