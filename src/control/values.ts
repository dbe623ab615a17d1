/** What several routes of the control plane take or answer. */
import { ENTRY_KINDS } from '../core/call-ends.ts';
import {
  anySchema,
  countSchema,
  enumSchema,
  listSchema,
  numberOrNullSchema,
  numberSchema,
  objectSchema,
  openSchema,
  textOrNullSchema,
  textSchema,
  timeSchema,
} from './schema.ts';

export const WORLD_NAME_PATTERN = '^[a-z0-9][a-z0-9._-]{0,62}$';

export const worldNameSchema = {
  ...textSchema('1 to 63 of a-z, 0-9, `.`, `_` and `-`; the first is a letter or a digit'),
  pattern: WORLD_NAME_PATTERN,
  title: 'a name of 1 to 63 of a-z, 0-9, ., _ and -',
};

const CLOCK_MODES = ['system', 'offset', 'frozen'] as const;

export const clockSchema = objectSchema(
  {
    mode: enumSchema(
      CLOCK_MODES,
      '`system`: the time of the computer; `offset`: at a distance from it; `frozen`: stands still until it is moved',
    ),
    time: timeSchema('what it shows now'),
    offset_ms: numberSchema('how far it is from the clock of the computer; 0 unless the mode is `offset`'),
  },
  { title: 'ControlClock' },
);

/** How a clock is set. */
export const clockSettingSchema = objectSchema(
  {
    mode: enumSchema(CLOCK_MODES),
    'time?': timeSchema(
      'of `frozen`: where it stands; the time that it shows by default. Of `offset`: what it shows now',
    ),
    'offset_ms?': numberSchema('of `offset`: how far from the clock of the computer, in place of `time`'),
  },
  { title: 'ControlClockSetting' },
);

export const worldSchema = objectSchema(
  {
    name: textSchema(),
    url: textSchema('where calls find it'),
    from: anySchema('what it was made from'),
    seed: textSchema('of all chance in it'),
    profile: textSchema(),
    epoch: countSchema('how often it was put to another state'),
    calls: countSchema('the number of the last call'),
    requests: countSchema('made below its prefix, or by its header'),
    made: timeSchema('on the clock of the computer'),
    last_used: timeSchema('on the clock of the computer'),
    clock: clockSchema,
  },
  { title: 'ControlWorld' },
);

export const droppedWorldSchema = objectSchema(
  {
    name: textSchema(),
    why: enumSchema(['deleted', 'count', 'idle', 'memory']),
    at: timeSchema('on the clock of the computer'),
  },
  { title: 'ControlDroppedWorld' },
);

/** What a world is made from. */
export const originSchema = {
  title: '"seed", or an object with one of world, fixture and document',
  description:
    'what it begins with: `"seed"`, as the server began; a world as it is now, or a snapshot or a past call of it; a named world or a world in JSON; or the document of a state',
  oneOf: [
    { const: 'seed' },
    objectSchema({
      world: worldNameSchema,
      'snapshot?': textSchema('of that world'),
      'at?': countSchema('the state after this call of that world'),
    }),
    objectSchema({
      fixture: {
        title: 'the name of a world, or a world',
        description: 'a name that `cocalc-mock-hub worlds` lists, or a world in JSON',
        oneOf: [{ type: 'string' }, { type: 'object' }],
      },
    }),
    objectSchema({ document: openSchema('as a snapshot gives it') }),
  ],
};

export const snapshotSchema = objectSchema(
  {
    name: textSchema(),
    time: timeSchema('of the world when it was taken'),
    calls: countSchema('the number of the last call before it'),
    made: timeSchema('on the clock of the computer'),
  },
  { title: 'ControlSnapshot' },
);

export const stubSchema = objectSchema(
  {
    id: textSchema(),
    'command?': textSchema('the whole command line that it answers'),
    'pattern?': textSchema('a regular expression that is met somewhere in the command line'),
    'reply?': anySchema('a text that is printed, or the parts of a result'),
    'in_code?': { type: 'boolean', description: 'it is made in code, and cannot be shown' },
  },
  { title: 'ControlStub' },
);

/** As a world in a file has it. */
export const stubToAddSchema = {
  title: 'an object with command or pattern, and what is answered: stdout, stderr, exit_code, failure, elapsedMs',
  type: 'object',
  properties: {
    command: textSchema('the whole command line'),
    pattern: textSchema('a regular expression that is met somewhere in the command line'),
    stdout: textSchema(),
    stderr: textSchema(),
    exit_code: numberSchema(),
    failure: textSchema('`timeout`, `signal`, or why a program could not be started'),
    elapsedMs: numberSchema(),
  },
  additionalProperties: false,
};

/** A thing that happened by itself since its time had come. */
export const dueSchema = objectSchema(
  {
    at: timeSchema('when it was due'),
    kind: enumSchema(['copy', 'project', 'idle', 'wake']),
    'project_id?': textSchema(),
    'copy_path_id?': textSchema(),
  },
  { title: 'ControlDue' },
);

const callKind = enumSchema(ENTRY_KINDS);

export const journalEntrySchema = objectSchema(
  {
    seq: countSchema('counts from 1'),
    time: numberSchema('when it came, on the clock of the world, in ms since 1970'),
    answered: numberOrNullSchema('when it was answered; `null` while it is under way'),
    operation: textSchema('as coverage has it: the API, a slash, and the name in it'),
    account_id: textOrNullSchema('of who made it'),
    account: textOrNullSchema('what the world calls who made it'),
    project_id: textOrNullSchema('the project whose key it shows'),
    parameters: openSchema('by name, as far as they have any'),
    call: openSchema('as it travelled'),
    kind: callKind,
    answer: anySchema('the body of the answer'),
    refusal: anySchema('of what was refused: `code`, and `because`, a list of what is known of why'),
    changed: listSchema(listSchema(anySchema('table, then key')), 'the rows that it changed'),
    injected: anySchema('the fault that was injected into it'),
  },
  { title: 'ControlCall' },
);

/** Which calls are meant: those that meet all that is given. */
export const callFilter = {
  'operation?': textSchema('as coverage has it: the API, a slash, and the name in it'),
  'account?': textSchema('who made it, by the name in the world or by id'),
  'project?': textSchema('a project that it names in a parameter, by the name in the world or by id'),
  'kind?': callKind,
  'after?': countSchema('with higher numbers than this one'),
};

const doing = openSchema(
  'one of `refuse`, `fail_before`, `fail_after`, `twice`, `delay`, `half`, `cut_body`, `slow_body`, `too_many`, `stale` and `hub_restart`',
);

const faultMembers = {
  'operation?': textSchema('as coverage has it: the API, a slash, and the name in it'),
  'account?': textSchema('who calls, by the name in the world or by id'),
  'project?': textSchema('a project that the call names, by the name in the world or by id'),
  'parameters?': openSchema('parameters that the call has, with just these values'),
  'calls?': listSchema(countSchema(), 'of the calls that are meant: these ones, counted from 1'),
  'first?': countSchema('of the calls that are meant: so many at first'),
  'every?': countSchema('of the calls that are meant: each so many-th'),
  'header?': { type: 'boolean', description: 'only for calls that have its id in the header `x-mock-faults`' },
  do: doing,
};

export const faultToArmSchema = objectSchema({ 'id?': textSchema('made up if absent'), ...faultMembers });

export const faultSchema = objectSchema(
  {
    id: textSchema(),
    ...faultMembers,
    met: countSchema('how many calls came that it is for'),
    fired: countSchema('how many of them it has changed'),
  },
  { title: 'ControlFault' },
);
