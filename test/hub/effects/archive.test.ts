import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { packed } from '../../../src/hub/effects/archive.ts';
import { testHub } from '../../hub.ts';

const MODIFIED = Date.UTC(2020, 8, 17, 3, 8, 33);

test('an archive has what was packed, for a tar that reads it', async () => {
  const content = new TextEncoder().encode('hello ✓');
  const large = Uint8Array.from({ length: 1_500_000 }, (_, at) => (at * at) % 251);
  const archive = await packed([
    { name: 'A/', mode: 0o750, modified: MODIFIED },
    { name: 'A/doc.txt', mode: 0o640, modified: MODIFIED, content },
    { name: `A/${'x'.repeat(150)}`, mode: 0o644, modified: MODIFIED, content: large },
    { name: 'A/link', mode: 0o777, modified: MODIFIED, target: 'doc.txt' },
  ]);
  const files = { 'a.tar.bz2': { base64: Buffer.from(archive).toString('base64') } };
  const { projectAs } = testHub({ project: { files } });
  const printed = async (command: string) =>
    ((await projectAs('owner')('system.exec', { command, bash: true, err_on_exit: false })) as JsonObject).stdout;

  expect(await printed('tar -tjf a.tar.bz2')).toBe(`A/\nA/doc.txt\nA/${'x'.repeat(150)}\nA/link\n`);
  expect(archive.length).toBeLessThan(large.length / 10);
});

test('packing leaves no trace in the globals of the process', async () => {
  const before = Object.getOwnPropertyNames(globalThis).sort();

  await packed([{ name: 'A/', mode: 0o700, modified: 0 }]);

  expect(Object.getOwnPropertyNames(globalThis).sort()).toEqual(before);
});
