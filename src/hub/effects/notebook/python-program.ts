/** Running `python3` as a program, in an interpreter of its own. */
import { machineOf } from '../machine.ts';
import { REAL_WAY } from '../real-way.ts';
import type { CallEnd, CallOutput } from './call-reports.ts';
import { entriesOf } from './files.ts';
import { Nonsense } from './frames.ts';
import type { CallAssignment } from './interpreter.ts';
import type { Interpreters } from './interpreters.ts';
import type { Printed, ProgramCall, ProgramEnd } from './program-call.ts';

const WHAT = 'the program `python3`';

/** @throws Refusal `unsimulated` */
export async function runPythonProgram(
  interpreters: Interpreters,
  call: ProgramCall,
  signal: AbortSignal,
): Promise<ProgramEnd> {
  for (const [, files] of call.folders.slice(0, call.changing)) interpreters.checkSize(files, WHAT);
  const printed: Printed[] = [];
  const output: CallOutput = {
    item() {
      throw new Nonsense('what only cells show');
    },
    print: (stream, bytes) => printed.push({ stream, bytes: bytes.slice() }),
  };
  const ended = await interpreters.use({ what: WHAT, many: 'programs of Python', signal }, (interpreter) =>
    interpreter.run(assignmentOf(call), output, signal),
  );
  return endOf(ended ?? { kind: 'killed' }, printed, call);
}

function assignmentOf(call: ProgramCall): CallAssignment {
  const { project_id, args, env, cwd, folders, changing, input, chance, now, timeMs, maxBusyMs } = call;
  return {
    runs: 'command',
    told: { args, env, cwd, machine: machineOf(project_id) },
    files: Object.fromEntries(folders.map(([path, files]) => [path, entriesOf(files)])),
    roots: folders.slice(0, changing).map(([path]) => path),
    input,
    chance,
    now,
    timeMs,
    interruptsAtMs: [],
    endAtMs: maxBusyMs,
    cellOutput: call.maxOutputBytes,
    totalOutput: call.maxOutputBytes,
  };
}

function endOf(ended: CallEnd, printed: readonly Printed[], call: ProgramCall): ProgramEnd {
  switch (ended.kind) {
    case 'done': {
      const { changes, sleptMs, readBytes, exitCode } = ended;
      return { printed, changes, sleptMs, readBytes, exitCode };
    }
    case 'killed': {
      const why = `it takes more than ${call.maxBusyMs} ms of this machine, by \`commands.maxBusyMs\``;
      return { unsimulated: { what: 'a command that computes for that long', why } };
    }
    case 'failed':
      return { unsimulated: { what: 'this command', why: `its interpreter broke (${ended.fault}); ${REAL_WAY}` } };
    case 'flood': {
      const why = `at most ${call.maxOutputBytes} bytes, by \`commands.maxOutputBytes\``;
      return { unsimulated: { what: 'a command that prints more', why } };
    }
    case 'full':
      return {
        unsimulated: {
          what: 'a command that stores more',
          why: 'by `notebooks.maxDiskBytes` and `notebooks.maxFiles`',
        },
      };
    case 'nonsense':
      return { unsimulated: { what: 'this command', why: `its interpreter said what none says, ${ended.why}` } };
    case 'magic':
      return { unsimulated: { what: `the line '${ended.line}'`, why: REAL_WAY } };
    case 'unsimulated':
      return {
        unsimulated: { what: ended.what, why: `the interpreter has only itself and its standard library; ${REAL_WAY}` },
      };
  }
}
