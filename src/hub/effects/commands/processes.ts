/** Commands on processes: there are hardly any but the shell's own. */
import { SHELL_PID } from '../machine.ts';
import { quoteWord } from '../quoting.ts';
import { type CommandContext, failed, original, printed, supply } from './command.ts';

/** Those that end a shell. [signal.h] */
const DEADLY: ReadonlyMap<string, number> = new Map([
  ['HUP', 1],
  ['INT', 2],
  ['QUIT', 3],
  ['ABRT', 6],
  ['KILL', 9],
  ['USR1', 10],
  ['SEGV', 11],
  ['USR2', 12],
  ['PIPE', 13],
  ['ALRM', 14],
  ['TERM', 15],
]);

const kill = supply('kill', (args, context, run) => {
  const [, signal = 'TERM', pid = ''] = /^(?:-(?:s )?(?:SIG)?(\w+) )?(\d+)$/.exec(args.join(' ')) ?? [];
  const exists = Number(pid) === SHELL_PID;
  const isKnown = pid !== '' && !run.isInside && (signal === '0' || isDeadly(signal));
  if (!isKnown) {
    const why = 'it knows only the shell itself, and the signals that end it';
    return run.refuse(context, { what: `\`kill ${args.join(' ')}\``, why });
  }
  if (!exists) return failed(1, `bash: kill: (${pid}) - No such process`);
  return signal === '0' ? printed() : run.die(context);
});

function isDeadly(signal: string): boolean {
  return DEADLY.has(signal) || [...DEADLY.values()].includes(Number(signal));
}

const umask = supply('umask', (args, context, run) => {
  if (args.length === 0 || /^0?022$/.test(args.join(' '))) return printed(...(args.length === 0 ? ['0022'] : []));
  return run.refuse(context, { what: `\`umask ${args.join(' ')}\``, why: 'new files always have the mode 0644' });
});

const nice = supply('nice', (args, context, run) => {
  if (args.length === 0) return printed('0');
  const rest = args[0] === '-n' ? args.slice(2) : args.slice(/^-\d+$/.test(args[0] ?? '') ? 1 : 0);
  const [program] = rest;
  if (program !== undefined && !program.startsWith('-')) return runProgram(rest, context);
  return run.refuse(context, { what: `\`nice ${args.join(' ')}\``, why: 'it knows only the option -n' });
});

const setsid = supply('setsid', (args, context) => runProgram(args, context));

async function runProgram([program = '', ...args]: readonly string[], context: CommandContext) {
  const { cwd, execWithInheritedStdin } = context;
  return (await execWithInheritedStdin?.(quoteWord(program), { cwd, args })) ?? original(args, context);
}

export const processCommands = [kill, umask, nice, setsid];
