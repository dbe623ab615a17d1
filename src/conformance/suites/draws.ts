/** What is drawn for the suite `differential`: deeds by chance, and which of them make sense where things stand. */
import type fastCheck from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { Generation } from '../../contracts/contract.ts';
import { isObject, type JsonObject } from '../../core/json.ts';
import type { DeedOf, HubDeed } from '../language/deeds.ts';
import { isSpoken } from '../language/words.ts';
import type { Duel } from './duel.ts';
import type { DeedStep } from './side.ts';

/** Of fast-check, which is loaded only where something is drawn. */
type FastCheck = typeof fastCheck;

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

/** Steps before it is known what there is. Each deed comes as often as its weight says: what changes something more than what asks. */
export function draws(fc: FastCheck, generations: readonly Generation[]): Arbitrary<DeedStep> {
  const one = fc.constant;
  const project_id = fc.nat(MOST_PROJECTS - 1).map((at) => `project ${at + 1}`);
  const [path, title, content] = [fc.constantFrom(...PATHS), fc.constantFrom(...TITLES), fc.constantFrom(...TEXTS)];
  const anyPath = fc.constantFrom(...PATHS, FOLDER);
  const command = fc.constantFrom(...COMMANDS);
  // To a name of its own, or to the same in another project. What is newer is overwritten: which of two files that is
  // depends on a clock.
  const copy = {
    ...{ kind: one('copy' as const), project_id, target_project_id: project_id, path: anyPath },
    ...{ overwrite_newer: one(true), delete_missing: fc.boolean() },
  };
  const weighted: readonly (readonly [number, Arbitrary<HubDeed>])[] = [
    [1, fc.record({ kind: one('create'), title })],
    [3, fc.record({ kind: one('rename'), project_id, title })],
    [1, fc.record({ kind: one('describe'), project_id, description: fc.constantFrom('', 'about') })],
    [3, fc.record({ kind: one('look'), project_id })],
    [1, fc.record({ kind: one('delete'), project_id })],
    // Or removing them, where they are in it.
    [6, fc.record({ kind: one('add'), project_id, account_id: one('other') })],
    [6, fc.record({ kind: one('write'), project_id, path, content })],
    [4, fc.record({ kind: one('read'), project_id, path })],
    [1, fc.record({ kind: one('list'), project_id, path: fc.constantFrom('', FOLDER) })],
    [1, fc.record({ kind: one('discard'), project_id, path: anyPath })],
    [5, fc.oneof(fc.record(copy), fc.record({ ...copy, target_path: one('copied') }))],
    [8, fc.record({ kind: one('exec'), project_id, command }).map((deed) => ({ ...deed, ...deed.command }))],
    [2, fc.record({ kind: one('start'), project_id })],
    [3, fc.record({ kind: one('stop'), project_id })],
    [1, fc.record({ kind: one('state'), project_id })],
    [1, fc.record({ kind: one('touch'), project_id })],
  ];
  const deed = fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })));
  // A caller who is not in a project is refused, which has to change nothing.
  const as = fc.oneof({ weight: 4, arbitrary: one('self') }, one('other'));
  const steps = generations.map((through) =>
    fc
      .record({ deed, as })
      .filter((step) => isSpoken(step.deed.kind, through))
      .map((step) => ({ ...step, through })),
  );
  return fc.oneof(...steps);
}

type InProject = Extract<HubDeed, { readonly project_id: string }>;

/** The step as it makes sense where things stand at the model; nothing where it would make none. */
export async function legal({ deed, as, through }: DeedStep, duel: Duel): Promise<DeedStep | undefined> {
  const projects = duel.model.made('project');
  if (deed.kind === 'create') return projects.length < MOST_PROJECTS ? { deed, through } : undefined;
  const placed = withPlaces(deed as InProject, projects);
  const row = await duel.askModel(placed.project_id);
  if (row === undefined || (row.deleted === true && placed.kind !== 'look')) return undefined;
  const step = { through, ...(as === 'other' && { as }) };
  if (placed.kind === 'add') return { ...step, deed: hasOther(row, duel) ? { ...placed, kind: 'remove' } : placed };
  if (placed.kind !== 'copy') return { ...step, deed: placed };
  const copy = await legalCopy(placed, duel);
  return copy && { ...step, deed: copy };
}

/** The projects that there are, in place of those that there may be. */
function withPlaces(deed: InProject, projects: readonly string[]): InProject {
  const placed = (name: string) => (projects.includes(name) ? name : (projects[0] as string));
  const target = deed.kind === 'copy' ? { target_project_id: placed(deed.target_project_id) } : {};
  return { ...deed, ...target, project_id: placed(deed.project_id) } as InProject;
}

function hasOther({ users }: JsonObject, { model }: Duel): boolean {
  return isObject(users) && Object.hasOwn(users, model.people.get('other')?.account_id ?? '');
}

/** The copy of something that is there, into a project that is there. */
async function legalCopy(copy: DeedOf['copy'], duel: Duel): Promise<HubDeed | undefined> {
  const { project_id, target_project_id, target_path } = copy;
  const written = writtenTo(duel, project_id);
  const path = [copy.path, ...written].find((one) => written.includes(one));
  const target = await duel.askModel(target_project_id);
  if (path === undefined || target === undefined || target.deleted === true) return undefined;
  return project_id === target_project_id && target_path === undefined ? undefined : { ...copy, kind: 'copy', path };
}

/** Files that the model has taken, and the folders that they are in. */
function writtenTo({ model, steps }: Duel, project_id: string): string[] {
  const paths = steps.flatMap(({ deed }, at) => {
    const isWritten = model.told[at]?.exchange.answer.outcome === 'success';
    return deed.kind === 'write' && deed.project_id === project_id && isWritten ? [deed.path] : [];
  });
  return [...new Set(paths.flatMap((path) => (path.startsWith(`${FOLDER}/`) ? [path, FOLDER] : [path])))];
}
