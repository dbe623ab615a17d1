import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '../../../src/core/errors.ts';
import { locate } from '../../../src/core/files/paths.ts';
import { readProjectFile, writeTextFile } from '../../../src/core/files/text-files.ts';
import { type Directory, emptyDirectory, isFile } from '../../../src/core/files/tree.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type { Project } from '../../../src/core/projects/records.ts';
import { type HubState, put } from '../../../src/core/state.ts';
import { PROJECT, testHub } from '../../hub.ts';

const HOME = `/projects/${PROJECT}`;

/** What a home directory holds: texts are files, `null` an empty directory, what begins with `->` a link. */
type Files = Readonly<Record<string, string | null>>;

const someFiles = fc.record(
  {
    file: fc.constant('old'),
    A: fc.constant(null),
    'B/C': fc.constant(null),
    'B/doc': fc.constant('doc'),
    link: fc.constantFrom('->file', '->A', '->B/C', '->../x', '->gone', '->gone/x', '->link', '->./A'),
    'B/link': fc.constantFrom('->C', '->../file', '->../link', '->doc', '->..'),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Files>;

const somePath = fc
  .array(fc.constantFrom('file', 'A', 'B', 'C', 'doc', 'link', 'new', '.', '..', ''), { minLength: 1, maxLength: 6 })
  .map((names) => names.join('/').replace(/^\/+/, ''));

const TITLE = 'a project reads and writes as Node does on a real file system';

// Other systems have other numbers for their errors. A real file system may be slow.
test.runIf(process.platform === 'linux')(TITLE, { timeout: 30_000 }, () => {
  const somePaths = fc.array(somePath, { minLength: 1, maxLength: 3 });
  fc.assert(fc.property(someFiles, somePaths, expectSameAsReal), { numRuns: 100 });
});

function expectSameAsReal(files: Files, paths: readonly string[]): void {
  const folder = realFolder(files);
  try {
    let state = simulated(files);
    for (const path of paths) {
      // The directory around home is another one, in which everything may be made.
      if (leavesHome(state, path)) return;
      const written = attempt(() => writeTextFile(state, PROJECT, path, path));
      if (written === 'outside') return;
      state = written.value ?? written.kept ?? state;

      expect(written.error).toEqual(errorIn(folder, () => writeAsProjects(join(folder, 'home'), path)));
      expect(treeOf(state)).toEqual(realTree(join(folder, 'home')));
      expectSameRead(state, folder, path);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Whether the path leads out of the home directory, as it is or once the directories on its way are made. */
function leavesHome({ projects }: HubState, path: string): boolean {
  const { files } = projects.get(PROJECT) as { files: Directory };
  return [true, false].some((strict) => {
    try {
      return 'outside' in locate(HOME, files, `${HOME}/${path}`, { strict });
    } catch {
      return false;
    }
  });
}

function expectSameRead(state: HubState, folder: string, path: string): void {
  const read = attempt(() => readProjectFile(state, PROJECT, path));
  // A directory is read as an archive.
  if (read === 'outside' || typeof read.value === 'object') return;
  const real = errorIn(folder, () => statSync(absolute(join(folder, 'home'), path)));
  expect(read.error).toEqual(real);
  if (real === undefined) expect(read.value).toBe(readFileSync(absolute(join(folder, 'home'), path), 'utf8'));
}

/** The outcome of a call, or that it leads to what is not simulated: out of the home directory, or to a directory. */
function attempt<Value>(call: () => Value) {
  try {
    return { value: call(), kept: undefined, error: undefined };
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    if (thrown.code === 'unsimulated') return 'outside';
    return { value: undefined, kept: thrown.kept, error: thrown.words };
  }
}

/** [smc-util-node/misc_node.coffee abspath] */
function absolute(home: string, path: string): string {
  return `${home}/${path}`.replace(/\/\.\//g, '/');
}

/** [smc-project/read_write_files.coffee write_file_to_project] */
function writeAsProjects(home: string, path: string): void {
  makeWay(absolute(home, path));
  writeFileSync(absolute(home, path), path);
}

function makeWay(path: string): void {
  const way = path.slice(0, path.lastIndexOf('/'));
  if (existsSync(way)) return;
  makeWay(way);
  try {
    mkdirSync(way, 0o700);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function errorIn(folder: string, call: () => void): JsonObject | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    const { path, ...rest } = JSON.parse(JSON.stringify(error)) as { path: string };
    return { ...rest, path: path.replace(join(folder, 'home'), HOME) };
  }
}

function simulated(files: Files): HubState {
  const entries = Object.entries(files).map(([path, content]) => {
    if (content === null) return [path, { directory: true as const }] as const;
    return [path, content.startsWith('->') ? { link: content.slice(2) } : content] as const;
  });
  return testHub({ project: { files: Object.fromEntries(entries) } }).hub.state;
}

function realFolder(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'text-files-'));
  mkdirSync(join(folder, 'home'));
  for (const [path, content] of Object.entries(files)) {
    const place = join(folder, 'home', path);
    mkdirSync(content === null ? place : dirname(place), { recursive: true });
    if (content?.startsWith('->')) symlinkSync(content.slice(2), place);
    else if (content !== null) writeFileSync(place, content);
  }
  return folder;
}

function realTree(folder: string): unknown {
  const entries = readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const place = join(folder, entry.name);
    if (entry.isDirectory()) return [entry.name, realTree(place)];
    return [entry.name, entry.isSymbolicLink() ? `->${readlinkSync(place)}` : readFileSync(place, 'utf8')];
  });
  return Object.fromEntries(entries);
}

function treeOf(state: HubState): unknown {
  const shown = ({ entries }: Directory): unknown =>
    Object.fromEntries(
      [...entries].map(([name, node]) => {
        if (node.kind === 'directory') return [name, shown(node)];
        return [name, node.kind === 'symlink' ? `->${node.target}` : new TextDecoder().decode(node.content)];
      }),
    );
  return shown(state.projects.get(PROJECT)?.files as Directory);
}

test('writing a file leaves all else of a project as it was', () => {
  const { hub } = testHub();
  hub.update((state) => {
    const project = state.projects.get(PROJECT) as Project;
    const run = { 'project.pid': 1, 'hub-server.port': 2, 'browser-server.port': 3, start_ts: 4, session_id: 's' };
    const temporary = { session_id: 's', files: emptyDirectory(state.now) };
    return put(state, 'projects', { ...project, title: 'Kept', columns: { env: {} }, run, temporary });
  });
  const { files: _before, ...others } = hub.state.projects.get(PROJECT) as Project;

  const written = writeTextFile(hub.state, PROJECT, 'a.txt', 'new').projects.get(PROJECT) as Project;

  const { files, ...kept } = written;
  expect(kept).toEqual(others);
  expect(Object.keys(kept)).toContain('temporary');
  expect(isFile(files.entries.get('a.txt'))).toBe(true);
});
