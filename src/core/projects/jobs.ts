/**
 * Commands of a project that run while nobody waits, and can be asked for. A command is computed at once on a clock of
 * its own; it counts as running until the hub's clock has passed its end, or until somebody has waited for it.
 * [backend/execute-code.ts]
 */
import { Refusal, type RefusalCode, refuse } from '../errors.ts';
import { HOUR, SECOND } from '../instant.ts';
import type { JsonObject } from '../json.ts';
import { effectOf, type Outcome } from '../outcome.ts';
import { newUuid } from '../random.ts';
import { type HubState, put, remove, update } from '../state.ts';
import type { CommandResult } from './command.ts';
import { type Execution, outcomeOf } from './exec.ts';
import { findProject } from './projects.ts';
import type { Job, JobEnd, ProjectJobs } from './records.ts';

const MOST_JOBS = 100;
const LIFETIME_MS = HOUR;

/** What the first job of a project comes after. */
const NO_JOBS: Omit<ProjectJobs, 'project_id'> = { lastPid: 1000, jobs: [] };

/** Starts a job, which is told of at once. */
export function startJob(state: HubState, exec: Execution): Outcome<JsonObject> {
  const { command } = exec;
  const { project_id } = command;
  const { lastPid, jobs } = state.jobs.get(project_id) ?? NO_JOBS;
  const job: Job = {
    job_id: newUuid(state, 'job'),
    start: state.now,
    pid: lastPid + 1,
    isScript: command.run.kind === 'script',
    accessed: state.now,
    end: null,
  };
  const remembered = [...jobs.filter((other) => isAlive(state, other)), job].slice(-MOST_JOBS);
  return {
    state: put(state, 'jobs', { project_id, lastPid: job.pid, jobs: remembered }),
    answer: shown(state, job, { stats: false }),
    background: {
      do: { kind: 'command', command },
      then(later, result) {
        const end = result instanceof Refusal ? { code: result.code, words: result.words } : endOf(exec, result);
        return updateJob(later, project_id, job.job_id, (running) => ({ ...running, end }));
      },
    },
  };
}

/**
 * Tells of a job, which is remembered for an hour from then on.
 *
 * @param options `stats`: also what it took; `await`: only at its end.
 * @throws Refusal `no_such_job`; what the job itself is refused for.
 */
export function askForJob(
  state: HubState,
  project_id: string,
  job_id: string,
  options: { readonly stats: boolean; readonly await: boolean },
): Outcome<JsonObject> {
  const job = findJob(state, project_id, job_id);
  if (job === undefined) throw refuse('no_such_job', { job_id });
  const accessed = { ...job, accessed: state.now };
  const renewed = update(state, 'jobs', project_id, (all) => ({
    ...all,
    jobs: [...all.jobs.filter((other) => other !== job), accessed],
  }));
  if (job.end !== null && 'code' in job.end) throw new Refusal(job.end.code as RefusalCode, job.end.words, renewed);
  if (!options.await) return { state: renewed, answer: shown(renewed, accessed, options) };
  return {
    state: renewed,
    effect: effectOf(
      {
        kind: 'wait',
        until: (later) => {
          const current = findJob(later, project_id, job_id);
          return current === undefined || current.end !== null;
        },
      },
      (later) => askForJob(known(later, project_id, job_id), project_id, job_id, { ...options, await: false }),
    ),
  };
}

/** The state with the job's end known, whatever the hub's clock says. */
function known(state: HubState, project_id: string, job_id: string): HubState {
  return updateJob(state, project_id, job_id, (job) =>
    isComputed(job) && job.end.elapsedMs !== Number.POSITIVE_INFINITY
      ? { ...job, end: { ...job.end, known: true } }
      : job,
  );
}

/** Whether all is known of the jobs with these processes. */
export function areComputed(state: HubState, project_id: string, pids: readonly number[]): boolean {
  const jobs = pids.map((pid) => jobOf(state, project_id, pid));
  return jobs.every((job) => job === undefined || job.end !== null);
}

/**
 * Sends a signal that ends a process to a job's.
 *
 * A shell that is gone leaves what it was running, which keeps the job from ending sooner. A program ends at once.
 *
 * @throws Refusal `no_such_process`; by name for a job that prints anything, since nobody knows what it had until then.
 */
export function killJob(state: HubState, project_id: string, pid: number): HubState {
  const job = jobOf(state, project_id, pid);
  if (job === undefined || hasEnded(state, job)) throw refuse('no_such_process');
  if (!isComputed(job) || job.end.stdout !== '' || job.end.status === 'error') {
    const why = 'what it comes to then depends on how far it has come';
    throw refuse('unsimulated', { what: `a signal to the job ${job.job_id}`, why });
  }
  const elapsedMs = job.isScript ? job.end.elapsedMs : state.now - job.start;
  const end = { ...job.end, elapsedMs, exit_code: 0 };
  return updateJob(state, project_id, job.job_id, (running) => ({ ...running, end }));
}

/** The state without the project's jobs, which it forgets when it stops; the id in either letter case. */
export function withoutJobs(state: HubState, project_id: string): HubState {
  const id = findProject(state, project_id)?.project_id ?? project_id;
  return remove(state, 'jobs', id);
}

/** What the command's result makes of its job. The code of a failure is lost. */
function endOf(exec: Execution, result: CommandResult): JobEnd {
  const outcome = outcomeOf(exec, result);
  const spawned = result.failure === undefined || result.failure === 'timeout' || result.failure === 'signal';
  const common = { elapsedMs: result.elapsedMs ?? 0, spawned, known: false };
  if (!('reason' in outcome)) return { ...common, ...outcome, status: 'completed' };
  const hasOwnWords = result.failure === undefined || result.failure === 'ENOENT' || result.failure === 'EACCES';
  const stderr = hasOwnWords ? outcome.stderr || 'No result' : outcome.reason;
  return { ...common, stdout: '', stderr, exit_code: 1, status: 'error' };
}

type Computed = Job & { readonly end: JobEnd };

function isComputed(job: Job): job is Computed {
  return job.end !== null && 'status' in job.end;
}

function hasEnded(state: HubState, job: Job): job is Computed {
  return isComputed(job) && (job.end.known || state.now >= job.start + job.end.elapsedMs);
}

function shown(state: HubState, job: Job, { stats }: { readonly stats: boolean }): JsonObject {
  const { job_id, start, pid } = job;
  const process = isComputed(job) && !job.end.spawned ? {} : { pid };
  if (!hasEnded(state, job)) {
    return { type: 'async', stdout: '', stderr: '', exit_code: 0, start, job_id, status: 'running', ...process };
  }
  const { stdout, stderr, exit_code, status, elapsedMs, spawned } = job.end;
  return {
    ...{ type: 'async', stdout, stderr, exit_code, start, job_id, status },
    ...process,
    elapsed_s: elapsedMs / SECOND,
    ...(stats && spawned && elapsedMs >= FIRST_LOOK_MS && { stats: [{ timestamp: start + elapsedMs, ...IDLE }] }),
  };
}

/** A process that ends before has not been looked at. [measured: 22 ms without, 1011 ms with figures] */
const FIRST_LOOK_MS = SECOND;

/** What a process takes that does nothing: MB, per cent, seconds. */
const IDLE = { mem_rss: 3, cpu_pct: 0, cpu_secs: 0 };

function findJob(state: HubState, project_id: string, job_id: string): Job | undefined {
  const job = state.jobs.get(project_id)?.jobs.find((other) => other.job_id === job_id);
  return job !== undefined && isAlive(state, job) ? job : undefined;
}

/** The job with the process, if it is known. */
export function jobOf(state: HubState, project_id: string, pid: number): Job | undefined {
  return state.jobs.get(project_id)?.jobs.find((job) => job.pid === pid);
}

function isAlive(state: HubState, { accessed }: Job): boolean {
  return state.now - accessed <= LIFETIME_MS;
}

function updateJob(state: HubState, project_id: string, job_id: string, change: (job: Job) => Job): HubState {
  return update(state, 'jobs', project_id, (all) => ({
    ...all,
    jobs: all.jobs.map((job) => (job.job_id === job_id ? change(job) : job)),
  }));
}
