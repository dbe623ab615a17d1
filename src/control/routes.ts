/**
 * All that can be asked of the control plane. From this table come the routes of the server, the checks of what is sent,
 * the OpenAPI document and the types of the client.
 */
import {
  anySchema,
  type ControlSchema,
  countSchema,
  listSchema,
  numberSchema,
  objectSchema,
  openSchema,
  textOrNullSchema,
  textSchema,
  timeSchema,
} from './schema.ts';
import * as values from './values.ts';

export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/__admin`; a part in braces is a parameter. */
  readonly path: string;
  /** Of the server, or of one world, which `/w/<name>` before the path or the header names. */
  readonly of: 'server' | 'world';
  readonly summary: string;
  readonly query?: ControlSchema;
  readonly body?: ControlSchema;
  /** Bodies of this one may be as large as documents of states are. */
  readonly isLarge?: true;
  /** 200 unless it is said. */
  readonly status?: 201;
  /** JSON of this schema; or a text, or a stream of events. */
  readonly answer: ControlSchema | 'text' | 'events';
}

const { worldSchema: world, snapshotSchema: snapshot, stubSchema: stub, clockSchema: clock } = values;
const nothing = objectSchema({});
const MOST_LISTED = 1000;
const limit = countSchema('at most so many', MOST_LISTED, 1);

export const controlRoutes = {
  getHealth: {
    method: 'GET',
    path: '/health',
    of: 'server',
    summary: 'Whether the server is up, and what it is',
    answer: objectSchema({
      status: textSchema(),
      version: textSchema(),
      worlds: countSchema('how many there are besides the default one'),
      mode: { enum: ['open', 'declared'] },
    }),
  },
  listWorlds: {
    method: 'GET',
    path: '/worlds',
    of: 'server',
    summary: 'The worlds by name, and those that were dropped last',
    query: objectSchema({ 'after?': textSchema('names behind this one'), 'limit?': limit }),
    answer: objectSchema({
      count: countSchema('how many there are besides the default one'),
      worlds: listSchema(world),
      next: textOrNullSchema('for `after`, where there are more'),
      dropped: listSchema(values.droppedWorldSchema),
    }),
  },
  makeWorld: {
    method: 'POST',
    path: '/worlds',
    of: 'server',
    summary: 'Makes a world; with the same body again, it is the same world (200 in place of 201)',
    body: objectSchema({
      name: values.worldNameSchema,
      'from?': values.originSchema,
      'seed?': textSchema('of all chance; only of what begins from `seed` or a fixture'),
      'clock?': values.clockSettingSchema,
    }),
    isLarge: true,
    status: 201,
    answer: world,
  },
  getWorld: {
    method: 'GET',
    path: '/worlds/{name}',
    of: 'server',
    summary: 'One world',
    answer: world,
  },
  deleteWorld: {
    method: 'DELETE',
    path: '/worlds/{name}',
    of: 'server',
    summary: 'Drops a world: its name stays known, and is refused until the world is made anew',
    answer: values.droppedWorldSchema,
  },
  getMetrics: {
    method: 'GET',
    path: '/metrics',
    of: 'server',
    summary: 'Figures for Prometheus',
    answer: 'text',
  },
  getOpenapi: {
    method: 'GET',
    path: '/openapi.json',
    of: 'server',
    summary: 'This description',
    answer: openSchema('an OpenAPI 3.1 document'),
  },
  getInfo: {
    method: 'GET',
    path: '/info',
    of: 'world',
    summary: 'The world itself',
    answer: world,
  },
  resetWorld: {
    method: 'POST',
    path: '/reset',
    of: 'world',
    summary: 'Puts the world back to its start: state, clock, stubs and journal',
    body: nothing,
    answer: world,
  },
  forkWorld: {
    method: 'POST',
    path: '/fork',
    of: 'world',
    summary: 'Makes another world that begins as this one is now, or was after a past call',
    body: objectSchema({
      name: values.worldNameSchema,
      'at?': countSchema('the number of the call'),
      'clock?': values.clockSettingSchema,
    }),
    status: 201,
    answer: world,
  },
  listSnapshots: {
    method: 'GET',
    path: '/snapshots',
    of: 'world',
    summary: 'The snapshots of the world',
    answer: objectSchema({ snapshots: listSchema(snapshot) }),
  },
  takeSnapshot: {
    method: 'POST',
    path: '/snapshots',
    of: 'world',
    summary: 'Keeps the state under a name; one of the same name is replaced',
    body: objectSchema({ name: values.worldNameSchema }),
    status: 201,
    answer: snapshot,
  },
  getSnapshot: {
    method: 'GET',
    path: '/snapshots/{name}',
    of: 'world',
    summary: 'The document of a state, which `restoreWorld` takes, also in another process',
    answer: openSchema('a versioned document; only the version is for others to read'),
  },
  deleteSnapshot: {
    method: 'DELETE',
    path: '/snapshots/{name}',
    of: 'world',
    summary: 'Forgets a snapshot',
    answer: snapshot,
  },
  restoreWorld: {
    method: 'POST',
    path: '/restore',
    of: 'world',
    summary: 'Puts the world to a snapshot, or to a document',
    body: {
      title: 'an object with one of snapshot and document',
      oneOf: [
        objectSchema({ snapshot: textSchema('its name') }),
        objectSchema({ document: openSchema('as `getSnapshot` gives it') }),
      ],
    },
    isLarge: true,
    answer: world,
  },
  getState: {
    method: 'GET',
    path: '/state',
    of: 'world',
    summary: 'What the world knows: how many rows in which table',
    answer: objectSchema({
      time: timeSchema('on the clock of the world'),
      calls: countSchema('the number of the last call'),
      tables: { type: 'object', additionalProperties: countSchema() },
    }),
  },
  listRows: {
    method: 'GET',
    path: '/state/{table}',
    of: 'world',
    summary: 'The rows of a table; of projects without their files',
    query: objectSchema({ 'from?': countSchema('leaves out so many'), 'limit?': limit }),
    answer: objectSchema({ table: textSchema(), count: countSchema(), rows: listSchema(openSchema('a row')) }),
  },
  getFile: {
    method: 'GET',
    path: '/files/{project_id}',
    of: 'world',
    summary: 'A file or a folder of a project',
    query: objectSchema({ 'path?': textSchema('below the home directory; the home directory itself by default') }),
    answer: objectSchema(
      {
        path: textSchema(),
        kind: { enum: ['file', 'folder', 'link'] },
        modified: timeSchema('on the clock of the world'),
        'text?': textSchema('of a file in UTF-8'),
        'base64?': textSchema('of any other file'),
        'target?': textSchema('of a link'),
        'names?': listSchema(textSchema(), 'what is in a folder'),
      },
      { title: 'ControlFile' },
    ),
  },
  getClock: {
    method: 'GET',
    path: '/clock',
    of: 'world',
    summary: 'The clock of the world',
    answer: clock,
  },
  setClock: {
    method: 'PUT',
    path: '/clock',
    of: 'world',
    summary: 'Sets the clock',
    body: values.clockSettingSchema,
    answer: objectSchema({ clock, due: listSchema(values.dueSchema, 'what fell due by that, in order') }),
  },
  advanceClock: {
    method: 'POST',
    path: '/clock/advance',
    of: 'world',
    summary: 'Moves the clock on by the sum of what is given',
    body: objectSchema(
      Object.fromEntries(
        ['ms', 'seconds', 'minutes', 'hours', 'days'].map((unit) => [`${unit}?`, { ...numberSchema(), minimum: 0 }]),
      ),
      { minProperties: 1, title: 'an object with some of ms, seconds, minutes, hours and days' },
    ),
    answer: objectSchema({ clock, due: listSchema(values.dueSchema, 'what fell due by that, in order') }),
  },
  listStubs: {
    method: 'GET',
    path: '/stubs',
    of: 'world',
    summary: 'The canned replies to commands; of several that fit, the last one counts',
    answer: objectSchema({ stubs: listSchema(stub) }),
  },
  addStub: {
    method: 'POST',
    path: '/stubs',
    of: 'world',
    summary: 'Answers a command of projects by a canned reply',
    body: values.stubToAddSchema,
    status: 201,
    answer: stub,
  },
  deleteStub: {
    method: 'DELETE',
    path: '/stubs/{id}',
    of: 'world',
    summary: 'Removes a canned reply',
    answer: stub,
  },
  listFaults: {
    method: 'GET',
    path: '/faults',
    of: 'world',
    summary: 'The faults that are armed; with `unfired`, those that have not fired as often as they should have',
    query: objectSchema({ 'unfired?': { type: 'boolean' } }),
    answer: objectSchema({ faults: listSchema(values.faultSchema) }),
  },
  armFault: {
    method: 'POST',
    path: '/faults',
    of: 'world',
    summary: 'Arms a fault; refused for an operation, account, project, parameter or refusal that there is not',
    body: values.faultToArmSchema,
    status: 201,
    answer: values.faultSchema,
  },
  disarmFaults: {
    method: 'DELETE',
    path: '/faults',
    of: 'world',
    summary: 'Takes all faults away',
    answer: objectSchema({ faults: listSchema(values.faultSchema) }),
  },
  disarmFault: {
    method: 'DELETE',
    path: '/faults/{id}',
    of: 'world',
    summary: 'Takes a fault away',
    answer: values.faultSchema,
  },
  listMails: {
    method: 'GET',
    path: '/outbox',
    of: 'world',
    summary: 'The mail that a hub would have sent, oldest first, with the links and tokens in it',
    answer: objectSchema({ mails: listSchema(openSchema('`to`, `subject`, `body` and what else is known of it')) }),
  },
  getCoverage: {
    method: 'GET',
    path: '/coverage',
    of: 'world',
    summary: 'Which parts of the API the calls so far made use of, and which they never did',
    answer: objectSchema({
      used: countSchema(),
      all: countSchema(),
      endpoints: openSchema('by operation: what was used, and what not'),
    }),
  },
  listCalls: {
    method: 'GET',
    path: '/journal',
    of: 'world',
    summary: 'The last calls, without secrets',
    query: objectSchema({
      ...values.callFilter,
      'before?': countSchema('with lower numbers than this one'),
      'last?': countSchema('so many of those that are meant', MOST_LISTED),
    }),
    answer: objectSchema({
      last: countSchema('the number of the last call'),
      calls: listSchema(values.journalEntrySchema),
    }),
  },
  getCall: {
    method: 'GET',
    path: '/journal/{seq}',
    of: 'world',
    summary: 'One call, and what is known of it in words',
    answer: objectSchema({ call: values.journalEntrySchema, explanation: textSchema() }),
  },
  awaitCalls: {
    method: 'POST',
    path: '/await',
    of: 'world',
    summary: 'Answers as soon as so many calls of a kind were answered, or with 408 when they were not in time',
    body: objectSchema({
      ...values.callFilter,
      'count?': { ...countSchema('how many', MOST_LISTED, 1), default: 1 },
      'timeout_ms?': { ...countSchema('on the clock of the computer', 600_000), default: 10_000 },
    }),
    answer: objectSchema({ calls: listSchema(values.journalEntrySchema) }),
  },
  getEvents: {
    method: 'GET',
    path: '/events',
    of: 'world',
    summary: 'What happens in the world, as server-sent events: `call`, `world`, and `gap` where some are missing',
    answer: 'events',
  },
} as const satisfies Readonly<Record<string, ControlRoute>>;

export type ControlRouteName = keyof typeof controlRoutes;

/** What is answered where something is refused. */
export const controlError = objectSchema(
  { error: textSchema('what is wrong'), code: textSchema('for programs'), hint: textSchema('what would help') },
  { title: 'ControlRefusal' },
);

export const controlEvent = objectSchema(
  {
    id: textSchema(),
    type: { enum: ['call', 'world', 'gap'] },
    data: anySchema('of a call: its entry in the journal'),
  },
  { title: 'ControlEvent' },
);
