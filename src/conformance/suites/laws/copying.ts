/** Laws of copying from project to project. */
import type { DeedOf } from '../../language/deeds.ts';
import type { InProject, Law, LawTrial } from './trial.ts';

const COPYING = { about: 'copy', creates: { project: 2, 'record of a copy': 2 } } as const;

export const copyingLaws: readonly Law[] = [
  {
    ...{ id: 'copying.same-content', ...COPYING, calls: 8 },
    words: 'a copied file has the same content',
    async try(trial) {
      const { source, target } = await twoProjects(trial);
      await trial.do(copying(source, target));
      const copied = await trial.files(target);
      trial.holds('content', await trial.files(source), copied);
      // What is the same in both is not there just because nothing is.
      trial.holds('files', Object.keys(FILES), namesIn(copied));
    },
  },
  {
    ...{ id: 'copying.again', ...COPYING, calls: 9 },
    words: 'copying the same again changes nothing, and is answered alike',
    async try(trial) {
      const { source, target } = await twoProjects(trial);
      const first = await trial.do(copying(source, target));
      const before = await trial.files(target);
      const second = await trial.do(copying(source, target));
      trial.holds('files', before, await trial.files(target));
      trial.alike('answer', first, second);
    },
  },
  {
    ...{ id: 'copying.newer-stays', ...COPYING, calls: 9 },
    words: 'a file that is newer in the target stays, unless it is to be overwritten',
    async try(trial) {
      const path = 'a.txt';
      const [source, target] = [
        { project_id: await trial.create(), path },
        { project_id: await trial.create(), path },
      ];
      await trial.write(source, 'old');
      await trial.exec(source.project_id, `touch -d ${LONG_AGO} ${path}`);
      await trial.write(target, 'new');

      await trial.do(copying(source, target));
      trial.holds('stays', 'new', await trial.read(target));
      await trial.do(copying(source, target, { overwrite_newer: true }));
      trial.holds('overwritten', 'old', await trial.read(target));
    },
  },
  {
    ...{ id: 'copying.missing-stays', ...COPYING, calls: 10 },
    words: 'what the source lacks stays in the target, unless what is missing is to be deleted',
    async try(trial) {
      const { source, target } = await twoProjects(trial);
      await trial.write({ ...target, path: `${FOLDER}/inner/only-here.txt` }, 'only here');
      const all = [...Object.keys(FILES), 'inner/only-here.txt'].sort();

      await trial.do(copying(source, target));
      trial.holds('stays', all, namesIn(await trial.files(target)));
      await trial.do(copying(source, target, { delete_missing: true }));
      trial.holds('deleted', Object.keys(FILES), namesIn(await trial.files(target)));
    },
  },
  {
    ...{ id: 'copying.source-stays', ...COPYING, calls: 9 },
    words: 'the source of a copy stays as it is',
    async try(trial) {
      const { source, target } = await twoProjects(trial);
      const before = await trial.files(source);
      await trial.do(copying(source, target));
      await trial.do(copying(source, target, { delete_missing: true, overwrite_newer: true }));
      trial.holds('source', before, await trial.files(source));
      trial.holds('files', Object.keys(FILES), namesIn(before));
    },
  },
];

/** By path below a folder. Some are empty, some have more than plain letters, or no newline at their end. */
const FILES: Readonly<Record<string, string>> = {
  'a.txt': 'a\n',
  'empty.txt': '',
  'inner/more/b.txt': 'größer ≥ 1\n\n  two\tthree',
};

const FOLDER = 'folder';

/** Long before any file that a run writes. */
const LONG_AGO = '2001-01-01T00:00:00Z';

/** Two projects, the first with a folder of files. */
async function twoProjects(trial: LawTrial): Promise<Record<'source' | 'target', InProject>> {
  const [source, target] = [await trial.create(), await trial.create()];
  for (const [path, content] of Object.entries(FILES)) {
    await trial.write({ project_id: source, path: `${FOLDER}/${path}` }, content);
  }
  return { source: { project_id: source, path: FOLDER }, target: { project_id: target, path: FOLDER } };
}

type Options = Pick<DeedOf['copy'], 'overwrite_newer' | 'delete_missing'>;

function copying(source: InProject, target: InProject, options: Options = {}): DeedOf['copy'] {
  return { kind: 'copy', ...source, target_project_id: target.project_id, target_path: target.path, ...options };
}

function namesIn(files: string): string[] {
  return [...files.matchAll(/^\.\/(.+):$/gm)].map(([, name = '']) => name);
}
