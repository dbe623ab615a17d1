/** The command `trace`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { PROJECT, testHub } from '../hub.ts';
import { run, start } from './command.ts';

/** A trace of three calls, the last of which was refused. */
async function traced(): Promise<{ file: string; folder: string }> {
  const folder = mkdtempSync(join(resolve('node_modules/.cache'), 'trace-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { hub, as } = testHub();
  await as('owner')('create_project', { title: 'one' });
  await as('owner')('create_project', { title: 'two' });
  await as('other')('read_text_file_from_project', { project_id: PROJECT, path: 'a' });
  const file = join(folder, 'story.trace.jsonl.gz');
  writeFileSync(file, await hub.dump());
  return { file, folder };
}

test('lists calls, and why they were refused', async () => {
  const { code, stdout } = await run(['trace', (await traced()).file]);

  expect(code).toBe(0);
  expect(stdout).toMatch(/^3 calls, by cocalc-mock-hub \d/);
  expect(stdout).toContain('owner called v1/create_project {"title":"two"}');
  expect(stdout).toContain('- other is not in the project "Project"');
  expect(stdout).not.toContain('sk_owner');
});

test('goes on from a call', async () => {
  const started = start(['trace', 'serve', (await traced()).file, '--at', '1']);
  const [url] = (await started.output('as after call 1')).match(/http:\S+(?=,)/) ?? [];

  const response = await fetch(`${url}/api/conat/hub`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: 'Bearer sk-redacted00000000001' },
    body: JSON.stringify({ name: 'db.userQuery', args: [{ query: { projects: [{ title: null }] } }] }),
  });
  const text = await response.text();
  started.child.kill('SIGINT');

  expect(text).toContain('"one"');
  expect(text).not.toContain('"two"');
  expect((await started.ended).code).toBe(0);
});

test('prints a test that makes the calls again', async () => {
  const { file } = await traced();

  const { code, stdout } = await run(['trace', 'test', file]);

  expect(code).toBe(0);
  expect(stdout).toContain(`new URL("./story.trace.jsonl.gz", import.meta.url)`);
  expect(stdout).toContain('{ seq: 3, operation: "v1/read_text_file_from_project", kind: "refusal" },');
});

test.for([
  ['missing.gz', undefined, 'missing.gz: cannot be read (ENOENT)'],
  ['text.gz', 'hello', 'text.gz: line 1 should be an object in JSON'],
  ['cut.gz', Uint8Array.from([0x1f, 0x8b, 8, 0, 0]), 'cut.gz: the file is damaged: it cannot be unpacked'],
] as const)('refuses what is no trace: %s', async ([name, content, words]) => {
  const { folder } = await traced();
  if (content !== undefined) writeFileSync(join(folder, name), content);

  const { code, stderr } = await run(['trace', join(folder, name)]);

  expect(code).toBe(2);
  expect(stderr).toContain(words);
});

test('refuses a call that the trace does not have', async () => {
  const { code, stderr } = await run(['trace', 'serve', (await traced()).file, '--at', '9']);

  expect(code).toBe(2);
  expect(stderr).toContain('the trace has no call 9; it has 1 to 3');
});
