/** Laws of lists that are told in parts. */
import { isObject, isSameJson, type Json, type JsonObject } from '../../../core/json.ts';
import { Skip } from '../case.ts';
import type { Law, LawTrial } from './trial.ts';

/** How many of each are made. There may be older messages, so these fill their pages. */
const [SENT, COPIES, PROJECTS] = [6, 5, 3];

const PAGE = 2;

/** Others may write to the account meanwhile: so many messages of theirs do no harm, and pages that moved are turned again. */
const [OTHERS, ROUNDS] = [12, 3];

const PAGES = 'pages joined are the whole, without overlap, none longer than asked for, and the newest come first';

export const pagingLaws: readonly Law[] = [
  ...['received', 'sent'].map(
    (type): Law => ({
      ...{
        id: `paging.messages-${type}`,
        about: 'receive',
        words: PAGES,
        lasting: true,
        creates: { message: SENT },
        calls: SENT + ROUNDS * (SENT / PAGE + 2),
      },
      try: (trial) => pagesMessages(trial, type),
    }),
  ),
  {
    ...{ id: 'paging.copies', about: 'copies', words: PAGES, calls: 12 },
    creates: { project: 2, 'record of a copy': COPIES },
    try: pagesCopies,
  },
  {
    ...{ id: 'paging.listing', about: 'listShared', creates: { project: 1, 'public path': 1 }, calls: 10 },
    words: 'pages joined are the whole, and a listing that was cut says so',
    try: pagesListing,
  },
  {
    ...{ id: 'paging.rows', about: 'select', creates: { project: PROJECTS }, calls: PROJECTS + 4 },
    words: 'rows come in the order asked for, and a limit of them are the first of the whole',
    try: limitsRows,
  },
  {
    ...{ id: 'paging.people', about: 'search', reads: true, calls: 2 },
    words: 'a search finds at most as many people as asked for, all of whom are in the whole',
    try: limitsPeople,
  },
];

/** The id of what is listed, and when it was made. */
interface Item {
  readonly id: Json;
  readonly time: string;
}

const idsOf = (items: readonly Item[]): Json[] => items.map(({ id }) => id);
const timesOf = (items: readonly Item[]): string[] => items.map(({ time }) => time);

const timeText = (time: Json | undefined): string => JSON.stringify(time ?? null);

/** What there is of `limit` items from `offset` on. */
type List = (limit: number, offset: number) => Promise<Item[]>;

async function pagesOf({ length }: readonly Item[], list: List): Promise<Item[][]> {
  const pages: Item[][] = [];
  for (let offset = 0; offset < length; offset += PAGE) pages.push(await list(PAGE, offset));
  return pages;
}

function holdForPages(trial: LawTrial, whole: readonly Item[], pages: readonly Item[][]): void {
  const [ids, times] = [idsOf(whole), timesOf(whole)];
  trial.holds('unique', [...new Set(ids)], ids);
  trial.holds('newest-first', [...times].sort().reverse(), times);
  const wanted = pages.map((_, at) => String(ids.slice(at * PAGE, (at + 1) * PAGE)));
  trial.holds('lengths', wanted, pages.map(idsOf).map(String));
  trial.holds('joined', ids, pages.flatMap(idsOf));
}

/** @throws Skip */
async function pagesMessages(trial: LawTrial, type: string): Promise<void> {
  const { account, title } = trial.context;
  const sent: Json[] = [];
  for (let count = 0; count < SENT; count += 1) {
    const message = { account_id: account.account_id, subject: title('message'), body: String(count) };
    const said = await trial.do({ kind: 'send', ...message });
    sent.unshift(isObject(said) ? (said.id ?? null) : null);
  }
  const list: List = async (limit, offset) => {
    const rows = trial.rows('messages', await trial.do({ kind: 'receive', type, limit, offset }));
    return rows.map(({ id = null, sent: time }): Item => ({ id, time: timeText(time) }));
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const all = await list(SENT + OTHERS, 0);
    const ids = idsOf(all);
    const whole = all.slice(0, SENT);
    const pages = await pagesOf(whole, list);
    if (!isSameJson(ids, idsOf(await list(SENT + OTHERS, 0)))) continue;
    const since = ids.slice(0, ids.indexOf(sent.at(-1) ?? null) + 1);
    trial.holds(
      'sent',
      sent,
      since.filter((id) => sent.includes(id)),
    );
    holdForPages(trial, whole, pages);
    return;
  }
  throw new Skip('somebody else sends messages meanwhile');
}

async function pagesCopies(trial: LawTrial): Promise<void> {
  const [project_id, target_project_id] = [await trial.create(), await trial.create()];
  const file = { project_id, path: 'a.txt' };
  await trial.write(file, 'a');
  for (let count = 1; count <= COPIES; count += 1) {
    await trial.do({ kind: 'copy', ...file, target_project_id, target_path: `copy-${count}.txt` });
  }
  const list: List = async (limit, offset) => {
    const asked = { kind: 'copies', project_id, target_project_id, pending: false, limit, offset } as const;
    const rows = trial.rows('data', await trial.do(asked));
    return rows.map(({ copy_path_id = null, time }): Item => ({ id: copy_path_id, time: timeText(time) }));
  };
  const whole = await list(COPIES + 1, 0);
  trial.holds('all', COPIES, whole.length);
  holdForPages(trial, whole, await pagesOf(whole, list));
}

const LISTED = ['a.txt', 'b.txt', 'c.txt'];

async function pagesListing(trial: LawTrial): Promise<void> {
  if (trial.context.profile === 'observed') {
    throw new Skip('this revision ignores these options (docs/fidelity.md, listing_options)');
  }
  const folder = { project_id: await trial.create(), path: 'public' };
  for (const name of LISTED) await trial.write({ ...folder, path: `public/${name}` }, name);
  await trial.do({ kind: 'share', ...folder, description: 'a folder' });
  const list = async (options: { readonly start?: number; readonly limit?: number }) => {
    const said = await trial.do({ kind: 'listShared', ...folder, ...options });
    const { files, more = false } = isObject(said) ? said : {};
    return { names: trial.rows('files', files).map(({ name = null }) => name), more };
  };
  const whole = await list({});
  // In which order files are listed, no hub says.
  trial.holds('whole', { names: LISTED, more: false }, { ...whole, names: [...whole.names].sort() });
  trial.holds('first', { names: whole.names.slice(0, PAGE), more: true }, await list({ limit: PAGE }));
  trial.holds('rest', { names: whole.names.slice(PAGE), more: false }, await list({ start: PAGE, limit: PAGE }));
}

async function limitsRows(trial: LawTrial): Promise<void> {
  const made: Json[] = [];
  // The title tells them from all other projects.
  const title = trial.context.title('project');
  for (let count = 0; count < PROJECTS; count += 1) made.push(await trial.create(title));
  const list = async (...options: JsonObject[]) => {
    const rows = await trial.select('projects_all', { project_id: null, title, created: null }, options);
    return rows.map(({ project_id = null, created }): Item => ({ id: project_id, time: timeText(created) }));
  };
  const whole = await list({ order_by: '-created' });
  const [ids, times] = [idsOf(whole), timesOf(whole)];
  trial.holds('all', made.sort(), [...ids].sort());
  trial.holds('descending', [...times].sort().reverse(), times);

  const first = await list({ limit: PAGE }, { order_by: '-created' });
  const outside = idsOf(first).filter((id) => !ids.includes(id));
  // Rows of one moment come in any order, so it is the moments that are compared.
  trial.holds('limit', times.slice(0, PAGE), timesOf(first));
  trial.holds('part', [], outside);
  const oldest = await list({ limit: PAGE }, { order_by: 'created' });
  trial.holds('ascending', [...times].reverse().slice(0, PAGE), timesOf(oldest));
}

async function limitsPeople(trial: LawTrial): Promise<void> {
  const { account_id, first_name } = trial.context.account;
  if (first_name === '') throw new Skip('the account has no name to search for');
  const find = async (limit: number) => {
    const said = await trial.do({ kind: 'search', query: first_name, limit });
    return trial.rows('results', said).map((row) => row.account_id ?? null);
  };
  const [one, many] = [await find(1), await find(50)];
  const outside = one.filter((id) => !many.includes(id));
  if (many.length < 50) trial.holds('finds', true, many.includes(account_id));
  trial.holds('limit', 1, one.length);
  trial.holds('part', [], outside);
}
