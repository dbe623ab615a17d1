/** What a hub keeps of projects: records spelled like the hub's own columns, and their tables. */
import { type Directory, isTree } from '../files/tree.ts';
import { isObject, type JsonObject } from '../json.ts';
import {
  boolean,
  count,
  either,
  json,
  jsonObject,
  list,
  mapOf,
  number,
  type Of,
  oneOf,
  optionalMember,
  orNull,
  record,
  type Shape,
  scalar,
  text,
} from '../shape.ts';
import { many, table } from '../table.ts';

/** A column that queries set to any JSON, though all else expects an object, or a list, there. */
const set = <Value>() => json as Shape<unknown> as Shape<Value>;

const projectUser = record({
  /** `owner`, `collaborator`, `viewer`, `invited_collaborator` or `invited_viewer`; an entry made by a query may have none. */
  group: optionalMember(text),
  upgrades: optionalMember(set<Readonly<Record<string, number>>>()),
  hide: optionalMember(boolean),
  ssh_keys: optionalMember(jsonObject),
});
export type ProjectUser = Of<typeof projectUser>;

/** A project's process, spelled as its status is told. */
const projectRun = record({
  'project.pid': number,
  'hub-server.port': number,
  'browser-server.port': number,
  start_ts: number,
  session_id: text,
});
export type ProjectRun = Of<typeof projectRun>;

const filesShape = scalar<Directory>('a tree of files', isTree);

const project = record({
  project_id: text,
  title: orNull(text),
  description: orNull(text),
  /** Account ids to their roles. */
  users: mapOf(projectUser),
  compute_image: orNull(text),
  /** Licence ids to what the licence gave at the last start. */
  site_license: set<JsonObject | null>(),
  created: number,
  last_edited: orNull(number),
  /** Account ids to the time of their last touch. */
  last_active: orNull(mapOf(number)),
  /** `null` until the project is opened for the first time. */
  state: orNull(
    record({
      state: text,
      time: number,
      /** Where it runs, as far as the hub of 2026 has looked. */
      ip: optionalMember(text),
      error: optionalMember(text),
    }),
  ),
  /** The process that it runs as, or ran as last; absent until it runs for the first time. */
  run: optionalMember(projectRun),
  deleted: orNull(boolean),
  /** E-mail addresses to when an invitation was sent, and how that failed. */
  invite: orNull(mapOf(record({ time: number, error: optionalMember(text) }))),
  /** Columns that only queries read and write: `settings`, `course`, `env`, `action_request`, … */
  columns: jsonObject,
  /** The project's home directory. */
  files: filesShape,
  /** Its machine's directory /tmp, which lasts as long as the process of that session. */
  temporary: optionalMember(record({ session_id: text, files: filesShape })),
});
export type Project = Of<typeof project>;

/** Lets whoever has it join a project. */
const inviteToken = record({
  token: text,
  project_id: text,
  created: orNull(number),
  /** `null`: never. */
  expires: orNull(number),
  /** `null`: without limit. */
  usage_limit: orNull(number),
  counter: orNull(number),
});
export type InviteToken = Of<typeof inviteToken>;

const siteLicense = record({
  id: text,
  activates: orNull(number),
  expires: orNull(number),
  last_used: orNull(number),
  managers: orNull(list(text)),
  upgrades: set<Readonly<Record<string, number>> | null>(),
  quota: set<JsonObject | null>(),
  run_limit: orNull(number),
  columns: jsonObject,
});
export type SiteLicense = Of<typeof siteLicense>;

const finished = record({ stdout: text, stderr: text, exit_code: number });
export type Finished = Of<typeof finished>;

/** How a run ended: with output, or with a reason to refuse. */
const execOutcome = either(finished, record({ stdout: text, stderr: text, reason: text }));
export type ExecOutcome = Of<typeof execOutcome>;

/** A run of a command for many calls at once, as the last of its key. */
const finishedRun = record({ key: text, value: json, time: number, outcome: execOutcome });

const jobEnd = record({
  /** On the command's own clock, which is Infinity for one that never ends. */
  elapsedMs: number,
  /** Whether there was a process at all. */
  spawned: boolean,
  /** Whether somebody has waited for it, and so knows. */
  known: boolean,
  stdout: text,
  stderr: text,
  exit_code: number,
  status: oneOf('completed', 'error'),
});
export type JobEnd = Of<typeof jobEnd>;

const job = record({
  job_id: text,
  start: number,
  /** Simulated, and no other job's of the project. */
  pid: count,
  isScript: boolean,
  /** When somebody last asked for it. */
  accessed: number,
  /** `null` until the command is computed; else how it ended, or what it was refused for. */
  end: orNull(either(jobEnd, record({ code: text, words: json }))),
});
export type Job = Of<typeof job>;

/** The jobs of one project, the one that was not asked for for longest first. */
const projectJobs = record({ project_id: text, lastPid: count, jobs: list(job) });
export type ProjectJobs = Of<typeof projectJobs>;

/** A process; also one that has exited is told of until it is removed. */
const kernelProcess = record({
  /** Simulated, and no other kernel's of the project. */
  pid: count,
  connectionFile: text,
});
export type KernelProcess = Of<typeof kernelProcess>;

/** The kernels of one project that were launched and not yet removed, oldest first. */
const projectKernels = record({
  project_id: text,
  lastPid: count,
  processes: list(kernelProcess),
  /** Names of those kernels for which idle processes wait. */
  pools: list(text),
});
export type ProjectKernels = Of<typeof projectKernels>;

/** A result of a cell that is given again to whoever asks for the same. */
const keptResult = record({ id: count, hash: text, output: list(jsonObject), created: number, used: number });

/** What one unit of a subscription plan gives. */
const plan = record({ name: text, upgrades: mapOf(number) });

/** What licences gave to a project that is running. */
function licensesOfRun({ state, site_license }: Project): Project['site_license'] {
  return state?.state === 'running' ? site_license : null;
}

/** The licences that count a project among those they run: they gave it something. */
function licensesInUse(site_license: Project['site_license']): string[] {
  const gave = Object.entries(site_license ?? {});
  return gave.filter(([, given]) => isObject(given) && Object.keys(given).length > 0).map(([license_id]) => license_id);
}

export const projectTables = {
  projects: table({
    record: project,
    key: ({ project_id }) => project_id,
    by: {
      user: many((one: Project) => one.users, Object.keys),
      runningLicense: many(licensesOfRun, licensesInUse),
    },
  }),
  inviteTokens: table({
    record: inviteToken,
    key: ({ token }) => token,
    by: { project: ({ project_id }) => project_id },
  }),
  siteLicenses: table({
    record: siteLicense,
    key: ({ id }) => id,
    by: {
      manager: many(
        (one: SiteLicense) => one.managers,
        (managers) => managers ?? [],
      ),
    },
  }),
  plans: table({ record: plan, key: ({ name }) => name }),
  finishedRuns: table({ record: finishedRun, key: ({ key }) => key, latestLast: true, most: 100 }),
  jobs: table({ record: projectJobs, key: ({ project_id }) => project_id }),
  kernels: table({ record: projectKernels, key: ({ project_id }) => project_id }),
  notebookResults: table({
    record: keptResult,
    key: ({ id }) => id,
    by: { hash: ({ hash }) => hash },
    latestLast: true,
    most: 1000,
  }),
};
