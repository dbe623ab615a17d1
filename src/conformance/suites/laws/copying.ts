/** Laws of copying from project to project. */
import { type Hands, ofBoth, type Place } from './hands.ts';
import type { Law, Trial } from './trial.ts';

export const copyingLaws: readonly Law[] = ofBoth((hands) => [
  {
    id: 'copying.same-content',
    words: 'a copied file has the same content',
    try: (trial) => hasSameContent(trial, hands),
    ...making(2, 8),
    operation: hands.operations.copy,
  },
  {
    id: 'copying.again',
    words: 'copying the same again changes nothing, and is answered alike',
    try: (trial) => changesNothingAgain(trial, hands),
    ...making(2, 9),
    operation: hands.operations.copy,
  },
  {
    id: 'copying.newer-stays',
    words: 'a file that is newer in the target stays, unless it is to be overwritten',
    try: (trial) => leavesNewer(trial, hands),
    ...making(2, 9),
    operation: hands.operations.copy,
  },
  {
    id: 'copying.missing-stays',
    words: 'what the source lacks stays in the target, unless what is missing is to be deleted',
    try: (trial) => leavesWhatSourceLacks(trial, hands),
    ...making(2, 10),
    operation: hands.operations.copy,
  },
  {
    id: 'copying.source-stays',
    words: 'the source of a copy stays as it is',
    try: (trial) => leavesSource(trial, hands),
    ...making(2, 9),
    operation: hands.operations.copy,
  },
]);

function making(project: number, calls: number): Pick<Law, 'creates' | 'calls'> {
  return { creates: { project }, calls };
}

/** By path below a folder. Some are empty, some have more than plain letters, or no newline at their end. */
const FILES: Readonly<Record<string, string>> = {
  'a.txt': 'a\n',
  'empty.txt': '',
  'inner/more/b.txt': 'größer ≥ 1\n\n  two\tthree',
};

const FOLDER = 'folder';

interface Places {
  readonly source: Place;
  readonly target: Place;
}

/** Two projects, the first with a folder of files. */
async function twoProjects(trial: Trial, hands: Hands): Promise<Places> {
  const [source, target] = [await hands.create(trial), await hands.create(trial)];
  for (const [path, content] of Object.entries(FILES)) {
    await hands.write(trial, { project_id: source, path: `${FOLDER}/${path}` }, content);
  }
  return { source: { project_id: source, path: FOLDER }, target: { project_id: target, path: FOLDER } };
}

async function hasSameContent(trial: Trial, hands: Hands): Promise<void> {
  const { source, target } = await twoProjects(trial, hands);
  await trial.value(hands.copying(source, target));
  const copied = await hands.files(trial, target);
  trial.holds('content', await hands.files(trial, source), copied);
  // What is the same in both is not there just because nothing is.
  trial.holds('files', Object.keys(FILES), namesIn(copied));
}

function namesIn(files: string): string[] {
  return [...files.matchAll(/^\.\/(.+):$/gm)].map(([, name = '']) => name);
}

async function changesNothingAgain(trial: Trial, hands: Hands): Promise<void> {
  const { source, target } = await twoProjects(trial, hands);
  const call = hands.copying(source, target);
  const first = await trial.value(call);
  const before = await hands.files(trial, target);
  const second = await trial.value(call);
  trial.holds('files', before, await hands.files(trial, target));
  trial.alike('answer', first, second);
}

/** Long before any file that a run writes. */
const LONG_AGO = '2001-01-01T00:00:00Z';

async function leavesNewer(trial: Trial, hands: Hands): Promise<void> {
  const [source, target] = [await hands.create(trial), await hands.create(trial)].map((project_id) => ({
    project_id,
    path: 'a.txt',
  })) as [Place, Place];
  await hands.write(trial, source, 'old');
  await hands.exec(trial, source.project_id, `touch -d ${LONG_AGO} ${source.path}`);
  await hands.write(trial, target, 'new');

  await trial.value(hands.copying(source, target));
  trial.holds('stays', 'new', await hands.read(trial, target));
  await trial.value(hands.copying(source, target, { overwrite_newer: true }));
  trial.holds('overwritten', 'old', await hands.read(trial, target));
}

async function leavesWhatSourceLacks(trial: Trial, hands: Hands): Promise<void> {
  const { source, target } = await twoProjects(trial, hands);
  await hands.write(trial, { ...target, path: `${FOLDER}/inner/only-here.txt` }, 'only here');

  await trial.value(hands.copying(source, target));
  trial.holds(
    'stays',
    [...Object.keys(FILES), 'inner/only-here.txt'].sort(),
    namesIn(await hands.files(trial, target)),
  );
  await trial.value(hands.copying(source, target, { delete_missing: true }));
  trial.holds('deleted', Object.keys(FILES), namesIn(await hands.files(trial, target)));
}

async function leavesSource(trial: Trial, hands: Hands): Promise<void> {
  const { source, target } = await twoProjects(trial, hands);
  const before = await hands.files(trial, source);
  await trial.value(hands.copying(source, target));
  await trial.value(hands.copying(source, target, { delete_missing: true, overwrite_newer: true }));
  trial.holds('source', before, await hands.files(trial, source));
  trial.holds('files', Object.keys(FILES), namesIn(before));
}
