/** Laws of lists that are told in parts. */
import { isObject, type Json, type JsonObject } from '../../../core/json.ts';
import { Skip } from '../case.ts';
import { type Hands, hubCall, ofBoth, V1 } from './hands.ts';
import type { Law, Trial } from './trial.ts';

/** How many of each are made. There may be older messages, so these fill their pages. */
const [SENT, COPIES, PROJECTS] = [6, 5, 3];

const PAGES = 'pages joined are the whole, without overlap, none longer than asked for, and the newest come first';

export const pagingLaws: readonly Law[] = [
  ...['received', 'sent'].map(
    (type): Law => ({
      id: `conat.paging.messages-${type}`,
      operation: 'conat/hub/messages.get',
      words: PAGES,
      lasting: true,
      calls: 10,
      try: (trial) => pagesMessages(trial, type),
    }),
  ),
  {
    id: 'v1.paging.copies',
    operation: 'v1/copy_path_status',
    words: PAGES,
    creates: { project: 2 },
    calls: 12,
    try: pagesCopies,
  },
  {
    id: 'v1.paging.listing',
    operation: 'v1/public_get_directory_listing',
    words: 'pages joined are the whole, and a listing that was cut says so',
    creates: { project: 1 },
    calls: 10,
    try: pagesListing,
  },
  ...ofBoth<Law>((hands) => [
    {
      id: 'paging.rows',
      operation: hands.operations.query,
      words: 'rows come in the order asked for, and a limit of them are the first of the whole',
      creates: { project: PROJECTS },
      calls: PROJECTS + 4,
      try: (trial) => limitsRows(trial, hands),
    },
    {
      id: 'paging.people',
      operation: hands.api === 'v1' ? 'v1/user_search' : 'conat/hub/system.userSearch',
      words: 'a search finds at most as many people as asked for, all of whom are in the whole',
      reads: true,
      calls: 2,
      try: (trial) => limitsPeople(trial, hands),
    },
  ]),
];

/** What is listed, as far as the law looks at it: an id, and when it came to be. */
interface Item {
  readonly id: Json;
  readonly time: string;
}

const PAGE = 2;

/** @param list what there is of `limit` items from `offset` on. */
async function holdsForPages(
  trial: Trial,
  whole: readonly Item[],
  list: (limit: number, offset: number) => Promise<Item[]>,
): Promise<void> {
  const ids = whole.map(({ id }) => id);
  trial.holds('unique', [...new Set(ids)], ids);
  const times = whole.map(({ time }) => time);
  trial.holds('newest-first', [...times].sort().reverse(), times);
  const pages: Json[][] = [];
  for (let offset = 0; offset < whole.length; offset += PAGE) {
    pages.push((await list(PAGE, offset)).map(({ id }) => id));
  }
  trial.holds('lengths', chunks(ids).map(String), pages.map(String));
  trial.holds('joined', ids, pages.flat());
}

function chunks(ids: readonly Json[]): Json[][] {
  const count = Math.ceil(ids.length / PAGE);
  return Array.from({ length: count }, (_, at) => ids.slice(at * PAGE, (at + 1) * PAGE));
}

async function pagesMessages(trial: Trial, type: string): Promise<void> {
  const { account, title } = trial.context;
  const sent: Json[] = [];
  for (let count = 0; count < SENT; count += 1) {
    const message = { to_ids: [account.account_id], subject: title('message'), body: String(count) };
    sent.push(await trial.value(hubCall('conat/hub/messages.send', message)));
  }
  const list = async (limit: number, offset: number) => {
    const rows = trial.rows('messages', await trial.value(hubCall('conat/hub/messages.get', { type, limit, offset })));
    return rows.map(({ id = null, sent: time }): Item => ({ id, time: shown(time) }));
  };
  const whole = await list(SENT, 0);
  trial.holds(
    'sent',
    [...sent].reverse(),
    whole.map(({ id }) => id),
  );
  await holdsForPages(trial, whole, list);
}

async function pagesCopies(trial: Trial): Promise<void> {
  const [source, target] = [await V1.create(trial), await V1.create(trial)];
  const file = { project_id: source, path: 'a.txt' };
  await V1.write(trial, file, 'a');
  for (let count = 1; count <= COPIES; count += 1) {
    await trial.value(V1.copying(file, { project_id: target, path: `copy-${count}.txt` }));
  }
  const list = async (limit: number, offset: number) => {
    const asked = { src_project_id: source, target_project_id: target, pending: false, limit, offset };
    const value = await trial.value(hubCall('v1/copy_path_status', asked));
    const rows = trial.rows('data', isObject(value) ? value.data : undefined);
    return rows.map(({ copy_path_id = null, time }): Item => ({ id: copy_path_id, time: shown(time) }));
  };
  const whole = await list(COPIES + 1, 0);
  trial.holds('all', COPIES, whole.length);
  await holdsForPages(trial, whole, list);
}

const LISTED = ['a.txt', 'b.txt', 'c.txt'];

async function pagesListing(trial: Trial): Promise<void> {
  if (trial.context.profile === 'observed') {
    throw new Skip('this revision ignores these options (docs/fidelity.md, listing_options)');
  }
  const project_id = await V1.create(trial);
  for (const name of LISTED) await V1.write(trial, { project_id, path: `public/${name}` }, name);
  await trial.value(V1.querying({ public_paths: { project_id, path: 'public', description: 'a folder' } }));
  const list = async (options: JsonObject) => {
    const asked = { project_id, path: 'public', ...options };
    const value = await trial.value(hubCall('v1/public_get_directory_listing', asked));
    const { files, more = false } = isObject(value) && isObject(value.result) ? value.result : {};
    return { names: trial.rows('files', files).map(({ name = null }) => name), more };
  };
  trial.holds('whole', { names: LISTED, more: false }, await list({}));
  trial.holds('first', { names: LISTED.slice(0, PAGE), more: true }, await list({ limit: PAGE }));
  trial.holds('rest', { names: LISTED.slice(PAGE), more: false }, await list({ start: PAGE, limit: PAGE }));
}

async function limitsRows(trial: Trial, hands: Hands): Promise<void> {
  const made: Json[] = [];
  // It tells them from other projects, of which there may be any number.
  const title = trial.context.title('project');
  for (let count = 0; count < PROJECTS; count += 1) made.push(await hands.create(trial, title));
  const list = async (...options: JsonObject[]) => {
    const rows = await hands.rows(trial, 'projects_all', { project_id: null, title, created: null }, options);
    return rows.map(({ project_id = null, created }): Item => ({ id: project_id, time: shown(created) }));
  };
  const whole = await list({ order_by: '-created' });
  const [ids, times] = [whole.map(({ id }) => id), whole.map(({ time }) => time)];
  trial.holds('all', [...made].sort(), [...ids].sort());
  trial.holds('descending', [...times].sort().reverse(), times);

  const first = await list({ limit: PAGE }, { order_by: '-created' });
  // Rows of one moment come in any order, so it is the moments that are compared.
  trial.holds(
    'limit',
    times.slice(0, PAGE),
    first.map(({ time }) => time),
  );
  trial.holds(
    'part',
    [],
    first.map(({ id }) => id).filter((id) => !ids.includes(id)),
  );
  const oldest = await list({ limit: PAGE }, { order_by: 'created' });
  trial.holds(
    'ascending',
    [...times].reverse().slice(0, PAGE),
    oldest.map(({ time }) => time),
  );
}

async function limitsPeople(trial: Trial, hands: Hands): Promise<void> {
  const { account_id, first_name } = trial.context.account;
  if (first_name === '') throw new Skip('the account has no name to search for');
  const find = async (limit: number) => {
    const asked = { query: first_name, limit };
    const value = await trial.value(
      hubCall(hands.api === 'v1' ? 'v1/user_search' : 'conat/hub/system.userSearch', asked),
    );
    const found = hands.api === 'v1' ? (isObject(value) ? value.results : undefined) : value;
    return trial.rows('results', found).map((row) => row.account_id ?? null);
  };
  const [one, many] = [await find(1), await find(50)];
  if (many.length < 50) trial.holds('finds', true, many.includes(account_id));
  trial.holds('limit', 1, one.length);
  trial.holds(
    'part',
    [],
    one.filter((id) => !many.includes(id)),
  );
}

const shown = (time: Json | undefined): string => JSON.stringify(time ?? null);
