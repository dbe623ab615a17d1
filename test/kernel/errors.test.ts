/** What `src/kernel/errors.py` changes in the memory of the interpreter has to be where it expects it, in each version of that. */
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';
import { expect, test } from 'vitest';

const source = readFileSync(new URL('../../src/kernel/errors.py', import.meta.url), 'utf8');

/** Why the interpreter does not take it. */
async function complaintOf(text: string): Promise<string | undefined> {
  const python = await loadPyodide();
  try {
    python.runPython(text);
    return undefined;
  } catch (thrown) {
    return /^RuntimeError: .*$/m.exec(String(thrown))?.[0] ?? String(thrown);
  }
}

test('types of the interpreter have their functions where errors with numbers of Linux need them', async () => {
  expect(await complaintOf(source)).toBeUndefined();
});

test('an interpreter whose types are laid out otherwise is refused, with what to change', async () => {
  for (const places of ['40, 68', '44, 72', '48, 72']) {
    const moved = source.replace('REPR, STR = 44, 68', `REPR, STR = ${places}`);

    expect(moved).not.toBe(source);
    expect(await complaintOf(moved)).toMatch(
      /^RuntimeError: Python \d+\.\d+\.\d+ keeps what shows a value not \d+ and \d+ bytes into its type: set REPR and STR in src\/kernel\/errors\.py/,
    );
  }
});
