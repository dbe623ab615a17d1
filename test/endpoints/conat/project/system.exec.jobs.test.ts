import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { NOW, PROJECT, testHub, UNKNOWN } from '../../../hub.ts';

const HOUR = 3_600_000;

/** The owner's jobs. */
function jobs(options: Parameters<typeof testHub>[0] = {}) {
  const { hub, clock, projectAs } = testHub(options);
  const call = async (name: string, given: JsonObject) => (await projectAs('owner')(name, given)) as JsonObject;
  const start = (given: JsonObject) => call('system.exec', { async_call: true, ...given });
  const get = (job_id: Json | undefined, others: JsonObject = {}) =>
    call('system.exec', { async_get: job_id as Json, ...others });
  /** The job's end. */
  const end = async (given: JsonObject) => {
    const { job_id } = await start(given);
    const { start: _, job_id: __, type, ...rest } = await get(job_id, { async_await: true });
    return rest;
  };
  return { hub, clock, call, start, get, end };
}

const MISSING = (job_id: string) => ({ error: `Error: Async operation '${job_id}' does not exist.` });

test('answers at once, and tells of the job while it runs and when its time is over', async () => {
  const { hub, clock, start, get } = jobs();

  const started = await start({ command: 'echo a; sleep 1; echo done' });
  expect(started).toEqual({
    type: 'async',
    stdout: '',
    stderr: '',
    exit_code: 0,
    start: Date.parse(NOW),
    job_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    status: 'running',
    pid: expect.any(Number),
  });
  const computed = async () => hub.state.jobs.get(PROJECT)?.jobs[0]?.end != null;
  await expect.poll(computed, { timeout: 20_000 }).toBe(true);

  clock.advance(999);
  expect(await get(started.job_id, { async_stats: true })).toEqual(started);
  clock.advance(1);
  const ended = { ...started, stdout: 'a\ndone\n', status: 'completed', elapsed_s: 1 };
  expect(await get(started.job_id)).toEqual(ended);
  expect(await get(started.job_id, { async_stats: true })).toEqual({
    ...ended,
    stats: [{ timestamp: Date.parse(NOW) + 1000, mem_rss: expect.any(Number), cpu_pct: 0, cpu_secs: 0 }],
  });
});

test('a job that ends within a second is over before anybody has looked at its process', async () => {
  const { end, start, get } = jobs();
  const { job_id } = await start({ command: 'sleep 0.5' });

  expect(await get(job_id, { async_await: true, async_stats: true })).not.toHaveProperty('stats');
  expect(await end({ command: 'sleep 1.5' })).not.toHaveProperty('stats');
});

test('whoever waits for a job has its end at once, and from then on it has ended', async () => {
  const { start, get } = jobs();

  const { job_id } = await start({ command: 'sleep 30; echo done' });
  expect(await get(job_id, { async_await: true })).toMatchObject({ stdout: 'done\n', elapsed_s: 30 });
  expect(await get(job_id)).toMatchObject({ stdout: 'done\n', status: 'completed' });
});

test('a failed job has lost its exit code and its output, unless `err_on_exit` is false', async () => {
  const { end } = jobs();
  const failed = { stdout: '', exit_code: 1, status: 'error', pid: expect.any(Number), elapsed_s: 0 };

  expect(await end({ command: 'echo out; exit 4' })).toEqual({ ...failed, stderr: 'No result' });
  expect(await end({ command: 'echo out; echo err >&2; exit 4' })).toEqual({ ...failed, stderr: 'err\n' });
  expect(await end({ command: 'echo out; exit 4', err_on_exit: false })).toMatchObject({
    stdout: 'out\n',
    exit_code: 4,
    status: 'completed',
  });
  expect(await end({ command: 'sleep', args: ['5'], timeout: 1 })).toEqual({
    ...failed,
    stderr: "killed command 'sleep 5'",
    elapsed_s: 1,
  });
  expect(await end({ command: 'nosuch', args: ['x'] })).toEqual({
    stdout: '',
    stderr: '{"errno":-2,"code":"ENOENT","syscall":"spawn nosuch","path":"nosuch","spawnargs":["x"]}',
    exit_code: 1,
    status: 'error',
    elapsed_s: 0,
  });
});

test('cuts the output of a job as any other, at 1 MiB by default', async () => {
  const { end } = jobs();

  expect(await end({ command: 'echo 0123456789', max_output: 4 })).toMatchObject({
    stdout: '0123 (truncated at 4 characters)',
  });
  const { stdout } = await end({ command: `head -c ${2 ** 20 + 1} /dev/zero` });
  expect(stdout).toHaveLength(2 ** 20 + ' (truncated at 1048576 characters)'.length);
});

test('ignores all other options when a job is asked for', async () => {
  const { start, get } = jobs();

  const { job_id } = await start({ command: 'echo a', bash: true });
  expect(await get(job_id, { command: 'echo b', bash: true, compute_server_id: 7 })).toMatchObject({ job_id });
  expect(await get(UNKNOWN)).toEqual(MISSING(UNKNOWN));
  expect(await get('')).toEqual(MISSING(''));
});

test('remembers the hundred jobs that were last asked for, of each project', async () => {
  const { hub, start, get } = jobs();
  hub.stubCommand(/^echo/, 'done');

  const first = await start({ command: 'echo 0', bash: true });
  const second = await start({ command: 'echo 1', bash: true });
  for (let number = 2; number < 100; number += 1) await start({ command: `echo ${number}`, bash: true });
  expect(await get(first.job_id)).toMatchObject({ type: 'async' });
  await start({ command: 'echo 100', bash: true });

  expect(await get(first.job_id)).toMatchObject({ type: 'async' });
  expect(await get(second.job_id)).toEqual(MISSING(second.job_id as string));
});

test('remembers a job for an hour from when it was last asked for', async () => {
  const { clock, call, start, get } = jobs();
  // A project that nobody uses would stop.
  const pass = async (ms: number) => {
    for (let step = 0; step < 6; step += 1) {
      clock.advance(ms / 6);
      await call('system.ping', {});
    }
  };

  const { job_id } = await start({ command: 'true', args: ['x'] });
  await pass(HOUR);
  expect(await get(job_id)).toMatchObject({ job_id });
  await pass(HOUR);
  expect(await get(job_id)).toMatchObject({ job_id });
  await pass(HOUR + 6);
  expect(await get(job_id)).toEqual(MISSING(job_id as string));
});

test('a project that stops has forgotten its jobs', async () => {
  const { hub, start, get } = jobs();

  const { job_id } = await start({ command: 'true', args: ['x'] });
  await hub.call(
    'v1/query',
    { query: { projects: { project_id: PROJECT, action_request: { action: 'stop' } } } },
    { key: 'sk_owner' },
  );

  expect(await get(job_id)).toEqual(MISSING(job_id as string));
});

test('a job that cannot be simulated is refused by name to those who ask for it', async () => {
  const { start, get } = jobs();

  const { job_id } = await start({ command: 'perl -e 1' });
  const refused = { error: expect.stringContaining('does not simulate the program `perl`') };
  expect(await get(job_id, { async_await: true })).toEqual(refused);
  expect(await get(job_id)).toEqual(refused);
});

test('a signal ends the program of a job; what a shell was running goes on', async () => {
  const { clock, call, start, get } = jobs();

  const program = await start({ command: 'sleep', args: ['30'] });
  const script = await start({ command: 'sleep 30' });
  clock.advance(500);
  expect(await call('system.signal', { signal: 15, pid: program.pid as number })).toBeNull();
  expect(await call('system.signal', { signal: 15, pids: [script.pid as number] })).toBeNull();

  expect(await get(program.job_id)).toMatchObject({ status: 'completed', exit_code: 0, elapsed_s: 0.5 });
  expect(await get(script.job_id)).toMatchObject({ status: 'running' });
  clock.advance(29_500);
  expect(await get(script.job_id)).toMatchObject({ status: 'completed', exit_code: 0, elapsed_s: 30 });
});

test('a signal to nobody is an error, and one to no process does nothing', async () => {
  const { call, start, get } = jobs();
  const unsimulated = { error: expect.stringContaining('does not simulate') };

  const { job_id, pid } = await start({ command: 'true', args: ['x'] });
  await get(job_id, { async_await: true });
  expect(await call('system.signal', { signal: 15, pid: pid as number })).toEqual({ error: 'Error: kill ESRCH' });
  expect(await call('system.signal', { signal: 15, pid: 3_999_999 })).toEqual({ error: 'Error: kill ESRCH' });
  expect(await call('system.signal', { signal: 15 })).toBeNull();
  expect(await call('system.signal', { signal: 15, pid: -1 })).toEqual(unsimulated);
  for (const signal of [19, undefined]) {
    expect(await call('system.signal', { ...(signal && { signal }), pid: 3_999_999 })).toEqual({
      error: 'Error: kill ESRCH',
    });
  }
});
