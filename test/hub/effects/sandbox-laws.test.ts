/** What holds of sandboxes whatever is in the folder: the tree of the project and the folder are the same, in both directions. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { type Directory, emptyDirectory, type Node, withChanges } from '../../../src/core/files/tree.ts';
import { updateProject } from '../../../src/core/projects/projects.ts';
import { PROJECT } from '../../hub.ts';
import { LINES, linesOf, realHub, sandboxTest } from '../../sandboxes.ts';

const name = fc.constantFrom('a', 'b', 'c d', '.e', "f'g", 'ü', '-n', 'h\ni');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => `./${names.join('/')}`);
const mode = fc.constantFrom('000', '400', '555', '600', '644', '700', '755', '4751', '1777');

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** Things that a script does to files, each of which may fail. */
const deed = fc.oneof(
  path.map((at) => `mkdir -p ${quoted(at)}`),
  fc
    .tuple(path, fc.constantFrom('x', '\\0\\377', 'line\\n', ''))
    .map(([at, text]) => `printf '${text}' > ${quoted(at)}`),
  path.map((at) => `printf more >> ${quoted(at)}`),
  path.map((at) => `rm -rf ${quoted(at)}`),
  fc.tuple(path, mode).map(([at, bits]) => `chmod ${bits} ${quoted(at)}`),
  fc.tuple(path, path).map(([from, to]) => `mv -T ${quoted(from)} ${quoted(to)}`),
  fc.tuple(path, path).map(([from, to]) => `cp -a ${quoted(from)} ${quoted(to)}`),
  fc.tuple(path, path).map(([from, to]) => `ln -T ${quoted(from)} ${quoted(to)}`),
  fc
    .tuple(fc.constantFrom('a', '../..', '/etc/passwd', 'nowhere'), path)
    .map(([to, at]) => `ln -sT ${to} ${quoted(at)}`),
  fc
    .tuple(path, fc.constantFrom('1970-01-01', '1969-12-31T23:59:59.999Z', '2100-01-01T00:00:00.1239Z'))
    .map(([at, time]) => `touch -h -d ${time} ${quoted(at)}`),
  path.map((at) => `truncate -s 5000 ${quoted(at)}`),
);

/** What can be looked at by its owner, so that the script that prints the lines sees it. */
const OPENED =
  'find . -type d ! -perm -500 -exec chmod u+rx {} \\; ; find . -type f ! -perm -400 -exec chmod u+r {} \\;';

sandboxTest('whatever commands do to files, the project has the same ones, byte for byte', async () => {
  const scripts = fc.array(fc.array(deed, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(scripts, async (all) => {
      const { run, files } = realHub();
      for (const script of all) {
        const { stdout, error } = await run(script.join('\n'));
        expect([stdout, error]).toEqual(['', undefined]);
      }
      // The first one shows the project as it is, since it changes no more than permissions of what cannot be shown.
      await run(OPENED);
      const lines = await printedLines(run);
      expect(linesOf(files())).toEqual(lines);
    }),
    { numRuns: 5 },
  );
});

const LATEST_OF_DISK = Date.UTC(2400, 0);
const modified = fc.integer({ min: -LATEST_OF_DISK / 10, max: LATEST_OF_DISK });
const file = fc.record({
  kind: fc.constant('file' as const),
  content: fc.uint8Array({ maxLength: 20 }),
  modified,
  mode: fc.constantFrom(0o400, 0o600, 0o644, 0o755, 0o4755),
});
const link = fc.record({
  kind: fc.constant('symlink' as const),
  target: fc.constantFrom('a', '../../..', '/etc/shadow', 'ü'),
  modified,
});
const { tree } = fc.letrec<{ tree: Directory; node: Node }>((tie) => ({
  node: fc.oneof({ depthSize: 'small' }, file, link, tie('tree')),
  tree: fc
    .tuple(fc.dictionary(name, tie('node'), { maxKeys: 4 }), modified, fc.constantFrom(0o500, 0o700, 0o755))
    .map(([entries, time, bits]) => withChanges(emptyDirectory(time, bits), Object.entries(entries))),
}));

sandboxTest('whatever becomes of the project, its commands find that', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(tree, { minLength: 2, maxLength: 4 }), async (trees) => {
      const { hub, run, files } = realHub();
      for (const one of trees) {
        hub.update((state) => updateProject(state, PROJECT, (project) => ({ ...project, files: one })));
        expect(await printedLines(run)).toEqual(linesOf(one));
        expect(files()).toBe(one);
      }
    }),
    { numRuns: 5 },
  );
});

async function printedLines(run: ReturnType<typeof realHub>['run']): Promise<string[]> {
  const { stdout = '', stderr } = await run(`python3 -c ${quoted(LINES)}`);
  expect(stderr).toBe('');
  return (JSON.parse(stdout) as string[]).sort();
}
