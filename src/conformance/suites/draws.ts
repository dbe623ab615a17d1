/** What is drawn for the suite `differential`: deeds by chance, and which of them make sense where things stand. */
import type fastCheck from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { Generation } from '../../contracts/contract.ts';
import { isObject, type Json } from '../../core/json.ts';
import { type Deed, isSpoken } from '../language/deeds.ts';
import type { Duel } from './duel.ts';
import type { Step } from './play.ts';

/** Of fast-check, which is loaded only where something is drawn. */
type FastCheck = typeof fastCheck;

/** A step before it is known what there is: its places of projects count on past the last one. */
export interface Draw {
  readonly deed: Deed;
  readonly as: 'self' | 'other';
  readonly through: Generation;
}

const TITLES = ['One', 'Zwei', 'Trois'];

/** A file whose name is often taken, and one in a folder. */
const PATHS = ['a.txt', 'notes/b.md'];

const FOLDER = 'notes';

const TEXTS = ['text', 'other text\n', ''];

/** What changes files; what fails, whether that is told as a refusal or by its exit code; what complains and succeeds. */
const COMMANDS: readonly { readonly command: string; readonly err_on_exit?: boolean }[] = [
  { command: 'echo more >> a.txt' },
  { command: 'mkdir -p notes && ls > notes/list' },
  { command: 'rm -rf notes' },
  { command: 'cat a.txt' },
  { command: 'echo out; echo err >&2' },
  { command: 'echo out; echo err >&2; exit 3', err_on_exit: false },
  { command: 'echo out; echo err >&2; exit 3' },
];

/** Of a sequence. */
export const MOST_PROJECTS = 2;

/** Each deed as often as its weight says: what changes something comes up more than what asks. */
export function draws(fc: FastCheck, generations: readonly Generation[]): Arbitrary<Draw> {
  const one = fc.constant;
  const [project, target] = [fc.nat(MOST_PROJECTS - 1), fc.nat(MOST_PROJECTS - 1)];
  const [path, title, content] = [fc.constantFrom(...PATHS), fc.constantFrom(...TITLES), fc.constantFrom(...TEXTS)];
  const anyPath = fc.constantFrom(...PATHS, FOLDER);
  const weighted: readonly (readonly [number, Arbitrary<Deed>])[] = [
    [1, fc.record({ kind: one('create'), title })],
    [3, fc.record({ kind: one('rename'), project, title })],
    [1, fc.record({ kind: one('describe'), project, description: fc.constantFrom('', 'about') })],
    [3, fc.record({ kind: one('look'), project })],
    [1, fc.record({ kind: one('delete'), project })],
    // Or removing them, where they are in it.
    [6, fc.record({ kind: one('add'), project, person: one('other') })],
    [6, fc.record({ kind: one('write'), project, path, content })],
    [4, fc.record({ kind: one('read'), project, path })],
    [1, fc.record({ kind: one('list'), project, path: fc.constantFrom('', FOLDER) })],
    [1, fc.record({ kind: one('discard'), project, path: anyPath })],
    [5, copies(fc, { project, target, path: anyPath })],
    [
      8,
      fc
        .record({ kind: one('exec'), project, of: fc.constantFrom(...COMMANDS) })
        .map(({ of, ...deed }) => ({ ...deed, ...of })),
    ],
    [2, fc.record({ kind: one('start'), project })],
    [3, fc.record({ kind: one('stop'), project })],
    [1, fc.record({ kind: one('state'), project })],
    [1, fc.record({ kind: one('touch'), project })],
  ];
  const said = generations.map((through) => steps(fc, through, weighted));
  return fc.oneof(...said);
}

/** Deeds that the generation has words for. */
function steps(
  fc: FastCheck,
  through: Generation,
  weighted: readonly (readonly [number, Arbitrary<Deed>])[],
): Arbitrary<Draw> {
  // Whoever is not in a project is refused, which has to change nothing.
  const as = fc.oneof({ weight: 4, arbitrary: fc.constant('self' as const) }, fc.constant('other' as const));
  const deed = fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })));
  return fc
    .record({ deed, as })
    .filter((draw) => isSpoken(draw.deed.kind, through))
    .map((draw) => ({ ...draw, through }));
}

/**
 * To a name of its own, or to the same in another project. What is newer is overwritten: which of two files that is, is
 * a matter of a clock.
 */
function copies(
  fc: FastCheck,
  { project, target, path }: { project: Arbitrary<number>; target: Arbitrary<number>; path: Arbitrary<string> },
): Arbitrary<Deed> {
  const [kind, overwrite_newer] = [fc.constant('copy' as const), fc.constant(true)];
  const about = { kind, project, target, path, overwrite_newer, delete_missing: fc.boolean() };
  return fc.oneof(fc.record(about), fc.record({ ...about, target_path: fc.constant('copied') }));
}

type InProject = Extract<Deed, { readonly project: number }>;

type CopyDeed = Extract<Deed, { readonly kind: 'copy' }>;

/** What the model says of a project. */
interface Standing {
  readonly deleted: boolean;
  readonly hasOther: boolean;
}

/** The step that the draw comes to where things stand at the model; nothing where it would make no sense. */
export async function legal({ deed, as, through }: Draw, duel: Duel): Promise<Step | undefined> {
  const { projects } = duel.model.scene;
  if (deed.kind === 'create') return projects.length < MOST_PROJECTS ? { deed, through } : undefined;
  if (!('project' in deed)) return undefined;
  const placed = withPlaces(deed, projects.length);
  const standing = await standingOf(duel, placed.project);
  if (standing === undefined || (standing.deleted && placed.kind !== 'look')) return undefined;
  const step = { through, ...(as === 'other' && { as }) };
  if (placed.kind === 'add') return { ...step, deed: standing.hasOther ? { ...placed, kind: 'remove' } : placed };
  if (placed.kind === 'copy') {
    const copy = await legalCopy(placed, duel);
    return copy && { ...step, deed: copy };
  }
  return { ...step, deed: placed };
}

/** The copy of something that is there, into a project that is there. */
async function legalCopy(copy: CopyDeed, duel: Duel): Promise<Deed | undefined> {
  const written = writtenTo(duel, copy.project);
  const path = [copy.path, ...written].find((one) => written.includes(one));
  if (path === undefined || (await standingOf(duel, copy.target))?.deleted !== false) return undefined;
  if (copy.project === copy.target && copy.target_path === undefined) return undefined;
  return { ...copy, path };
}

/** Files that the model has taken, and the folders that they are in. */
function writtenTo({ model, steps }: Duel, project: number): string[] {
  const paths = steps.flatMap(({ deed }, at) => {
    const isWritten = model.told[at]?.exchange.answer.outcome === 'success';
    return deed.kind === 'write' && deed.project === project && isWritten ? [deed.path] : [];
  });
  return [...new Set(paths.flatMap((path) => (path.startsWith(`${FOLDER}/`) ? [path, FOLDER] : [path])))];
}

function withPlaces(deed: InProject, count: number): InProject {
  const { project } = deed;
  const target = deed.kind === 'copy' ? { target: deed.target % count } : {};
  return { ...deed, ...target, project: project % count } as InProject;
}

async function standingOf(duel: Duel, project: number): Promise<Standing | undefined> {
  const row = await duel.askModel(project);
  if (row === undefined) return undefined;
  const other = duel.model.scene.people.other?.account_id ?? '';
  return { deleted: row.deleted === true, hasOther: isMember(row.users ?? null, other) };
}

function isMember(users: Json, account_id: string): boolean {
  return isObject(users) && Object.hasOwn(users, account_id);
}
