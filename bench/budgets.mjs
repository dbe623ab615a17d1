/**
 * The budgets of the project: which row of which benchmark shows it, and what it may be.
 *
 * `least` and `most` bound the median of the ratio, with `figure: true` our own figure instead. `why` says why it is missed.
 * `gate` is what the gate takes for a regression of the ratio, of that of processor times where there is one: wide of what is
 * measured, so that a busy machine does not fail it.
 */
const ping =
  'by a profile of it, of before bodies were taken past the stream of Node, 36 % of the time is the kernel, most of that the write of the socket, 39 % `node:http`, its streams and V8 below them, 8 % hub ' +
  'and core, 8 % JSON and the entity tag, 5 % adapter and server, 2 % checks, 3 % the collector: some 30 µs, of which a bare server takes 21; ' +
  'docs/decisions says why HTTP is left to Node';
const read =
  'by a profile of it, likewise of before, 23 % of the time is the kernel, 36 % `node:http` and V8 below it, 18 % hub and core, 12 % JSON and the entity tag, 6 % adapter ' +
  'and server, 1 % checks, 5 % the collector; some 43 µs, of which a bare server takes 24';
const write =
  'by a profile of it, likewise of before, 30 % of the time is the kernel, 29 % `node:http` and V8 below it, 20 % hub and core, 9 % the collector, which copies what the ' +
  'journal keeps of the last 1,000 calls (2.8 kB each then, 2.2 now), 8 % JSON and the entity tag, 3 % adapter and server, 1 % checks; some 56 µs, of which a bare ' +
  'server takes 23';
const fetched =
  '`Request`, `Response` and the stream of the body, of which the handler makes more than a handler by hand';

const asked =
  'by the profile of it one message goes each way, and what is left is the shell itself: in its process 31 % of the time is the collector, 21 % the look at ' +
  'what the script says, 9 % making a shell of 250 programs';
const sandboxed =
  'the sandbox is made while the command before runs, so that on two busy cores the two are in each other’s way';

export const budgets = [
  { benchmark: 'start', row: 'serve to its first answer', most: 3, gate: 6 },
  { benchmark: 'http', row: 'v1 ping, 32 connections', least: 0.8, gate: 0.2, why: ping },
  { benchmark: 'http', row: 'v1 read, 32 connections', least: 0.7, gate: 0.15, why: read },
  { benchmark: 'http', row: 'v1 write, 32 connections', least: 0.7, gate: 0.1, why: write },
  { benchmark: 'call', row: 'v1 ping', figure: true, least: 100_000, gate: 0.15 },
  { benchmark: 'call', row: 'v1 read', figure: true, least: 100_000, gate: 0.12 },
  {
    benchmark: 'call',
    row: 'v1 write',
    figure: true,
    least: 100_000,
    gate: 0.06,
    why: 'in processor time a call takes 9 to 12 µs: 47 % hub and core, 24 % the collector, 15 % V8 below them, 5 % checks, 4 % JSON; the best rounds are above it, others stand still for the collector',
  },
  { benchmark: 'msw', row: 'v1 ping', least: 0.9, gate: 0.4, why: fetched },
  { benchmark: 'msw', row: 'v1 read', least: 0.9, why: fetched },
  { benchmark: 'msw', row: 'v1 write', least: 0.9, why: fetched },
  { benchmark: 'snapshots', row: 'fork', most: 2, gate: 20 },
  { benchmark: 'snapshots', row: 'fork', figure: true, most: 50 },
  { benchmark: 'snapshots', row: 'fork that is kept', most: 2, gate: 20 },
  { benchmark: 'snapshots', row: 'fork that is kept', figure: true, most: 50 },
  { benchmark: 'snapshots', row: 'snapshot after a change', most: 2, gate: 20 },
  { benchmark: 'snapshots', row: 'snapshot after a change', figure: true, most: 50 },
  { benchmark: 'snapshots', row: 'restore', most: 2, gate: 20 },
  { benchmark: 'snapshots', row: 'restore', figure: true, most: 50 },
  { benchmark: 'copying', row: 'copy', figure: true, most: 1, gate: 20 },
  { benchmark: 'lists', row: 'v1 project list', most: 2, gate: 10 },
  { benchmark: 'lists', row: 'v1 user search', most: 2, gate: 10 },
  { benchmark: 'lists', row: 'conat user search', most: 2, gate: 10 },
  { benchmark: 'lists', row: 'v1 copy status', most: 2, gate: 10 },
  { benchmark: 'million', row: 'fork', most: 2 },
  { benchmark: 'million', row: 'snapshot after a change', most: 2 },
  { benchmark: 'million', row: "a user's project list", most: 2 },
  { benchmark: 'memory', row: 'idle server', most: 1.5 },
  { benchmark: 'import', row: 'import', most: 2.5, gate: 5 },
  { benchmark: 'import', row: 'require', most: 2.5, gate: 5 },
  { benchmark: 'commands', row: '`true`', figure: true, most: 3, why: asked },
  { benchmark: 'sandbox', row: '`true`', figure: true, most: 15, why: sandboxed },
  { benchmark: 'commands', row: 'longest ping in 8 busy loops', figure: true, most: 100 },
  { benchmark: 'soak', row: 'heap after a collection', most: 1.1 },
  { benchmark: 'soak', row: 'open handles', most: 1 },
  { benchmark: 'worlds', row: 'make a world', figure: true, least: 1000 },
  { benchmark: 'worlds', row: 'reset a world', figure: true, least: 1000 },
  { benchmark: 'worlds', row: 'memory with 10,000 worlds', figure: true, most: 300 },
  { benchmark: 'story', row: 'thirty days', figure: true, most: 50 },
  { benchmark: 'faults', row: '30 calls, every fault', figure: true, most: 60_000 },
];
