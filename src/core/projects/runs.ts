/** Projects as the processes that they run as, and how long those stay when nobody uses them. */

import { schedule } from '../agenda.ts';
import { type Instant, MINUTE, SECOND } from '../instant.ts';
import { isObject, type Json } from '../json.ts';
import { newNumber, newSecret, newUuid } from '../random.ts';
import type { HubState } from '../state.ts';
import { asNumber } from '../values.ts';
import { findProject, updateProject } from './projects.ts';
import type { Project, ProjectRun } from './records.ts';
import { DEFAULT_QUOTAS } from './upgrades.ts';

/** Projects of one machine run on the machine itself. [server/projects/control/util.ts getState] */
export const LOCAL_IP = '127.0.0.1';

/** The state with a new process for the project that now runs, which ends when nobody uses it. */
export function withRun(state: HubState, project_id: string): HubState {
  const run = newRun(state, project_id);
  return watchRun(
    updateProject(state, project_id, (project) => {
      // What its server shows to whom it may concern; it stays the same from run to run.
      const secret_token = project.columns.secret_token ?? newSecret(state, `secret of ${project_id}`);
      return { ...project, run, columns: { ...project.columns, secret_token } };
    }),
    project_id,
  );
}

/** The state that looks after the project's process again when it may be idle; one that always runs is never looked at. */
export function watchRun(state: HubState, project_id: string): HubState {
  const project = findProject(state, project_id);
  if (project?.run === undefined) return state;
  const at = idleAt(project);
  if (!Number.isFinite(at)) return state;
  const task = { kind: 'idle', project_id: project.project_id, session_id: project.run.session_id } as const;
  // Only hubs of 2026 are known to look for idle projects, so one is stopped as they do it.
  return schedule(state, { at }, task, '2026');
}

export function isIdle(project: Project, now: Instant): boolean {
  return now >= idleAt(project);
}

/** Whatever was done with a project, it runs at least so long. [server/projects/control/stop-idle-projects.ts MINRUN_S] */
const LEAST_RUN_MS = 10 * MINUTE;

/**
 * The first moment at which the project will be idle if nobody uses it until then: when more time has passed since it was
 * edited than its quota has, in seconds. A hub looks once a minute, this one at that very moment.
 *
 * @see [server/projects/control/stop-idle-projects.ts]
 */
function idleAt({ run, last_edited, columns }: Project): Instant {
  if (run === undefined || isAlwaysRunning(columns)) return Number.POSITIVE_INFINITY;
  const edited = last_edited === null ? Number.NEGATIVE_INFINITY : last_edited + idleTimeout(columns) * SECOND;
  return Math.max(edited, run.start_ts + LEAST_RUN_MS) + 1;
}

// A project that a world starts with may have run without a quota of its own; then its settings count.
function isAlwaysRunning({ run_quota, settings }: Project['columns']): boolean {
  return Boolean(member(run_quota, 'always_running') ?? asNumber(member(settings, 'always_running') ?? 0));
}

function idleTimeout({ run_quota, settings }: Project['columns']): number {
  const seconds = member(run_quota, 'idle_timeout') ?? member(settings, 'mintime');
  return seconds === undefined ? DEFAULT_QUOTAS.mintime : asNumber(seconds);
}

function member(map: Json | undefined, name: string): Json | undefined {
  return isObject(map) ? (map[name] ?? undefined) : undefined;
}

/** Where Linux begins to give out ports, and how many there are; more process ids than that only few machines use. */
const PORTS = { first: 32_768, count: 28_232 };
const PIDS = { first: 1000, count: 31_768 };

function newRun(state: HubState, project_id: string): ProjectRun {
  const drawn = ({ first, count }: typeof PORTS, name: string) =>
    first + newNumber(state, `${name} ${project_id}`, count);
  return {
    'project.pid': drawn(PIDS, 'pid'),
    'hub-server.port': drawn(PORTS, 'hub port'),
    'browser-server.port': drawn(PORTS, 'browser port'),
    start_ts: state.now,
    session_id: newUuid(state, `session ${project_id}`),
  };
}
