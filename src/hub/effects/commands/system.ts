/** Commands that tell of the machine. */
import { hostnameOf, KERNEL, SHELL_PID, USER } from '../machine.ts';
import { flagsOf, printed, supply } from './command.ts';

const uname = supply('uname', (args, context, run) => {
  const flags = flagsOf('uname', 'asnrvmpio', args, context, run);
  const parts: readonly (readonly [string, string])[] = [
    ['s', KERNEL.name],
    ['n', hostnameOf(run.project_id)],
    ['r', KERNEL.release],
    ['v', KERNEL.version],
    ['m', KERNEL.machine],
    ['p', KERNEL.machine],
    ['i', KERNEL.machine],
    ['o', KERNEL.system],
  ];
  const wanted = flags.size === 0 ? new Set('s') : flags;
  const shown = parts.filter(([flag]) => wanted.has('a') || wanted.has(flag));
  return printed(shown.map(([, part]) => part).join(' '));
});

const id = supply('id', (args, context, run) => {
  const flags = flagsOf('id', 'ugGnr', args, context, run);
  const { name, uid, gid } = USER;
  if (flags.size === 0) return printed(`uid=${uid}(${name}) gid=${gid}(${name}) groups=${gid}(${name})`);
  if (flags.has('n')) return printed(name);
  return printed(String(flags.has('u') ? uid : gid));
});

const whoami = supply('whoami', (args, context, run) => {
  flagsOf('whoami', '', args, context, run);
  return printed(USER.name);
});

const hostname = supply('hostname', (args, context, run) => {
  flagsOf('hostname', 'sf', args, context, run);
  return printed(hostnameOf(run.project_id));
});

const df = supply('df', (args, context, run) => {
  const flags = flagsOf(
    'df',
    'hk',
    args.filter((arg) => arg.startsWith('-')),
    context,
    run,
  );
  return flags.has('h')
    ? printed('Filesystem      Size  Used Avail Use% Mounted on', 'overlay          10G  1.0G  9.0G  10% /')
    : printed(
        'Filesystem     1K-blocks    Used Available Use% Mounted on',
        'overlay         10485760 1048576   9437184  10% /',
      );
});

/** In KiB: total, used, free, shared, buffers and cache, available. */
const MEMORY = [2097152, 524288, 1048576, 0, 524288, 1572864];
const NO_SWAP = [0, 0, 0];

const COLUMNS = ['total', 'used', 'free', 'shared', 'buff/cache', 'available'];

const free = supply('free', (args, context, run) => {
  const flags = flagsOf('free', 'bkmgh', args, context, run);
  const row = (name: string, cells: readonly string[]) =>
    name.padEnd(7) + cells.map((cell) => cell.padStart(12)).join('');
  const sizes = (kib: readonly number[]) => kib.map((size) => sizeAs(flags, size));
  return printed(row('', COLUMNS), row('Mem:', sizes(MEMORY)), row('Swap:', sizes(NO_SWAP)));
});

function sizeAs(flags: ReadonlySet<string>, kib: number): string {
  if (flags.has('h')) {
    if (kib === 0) return '0B';
    return kib >= 1024 ** 2 ? `${(kib / 1024 ** 2).toFixed(1)}Gi` : `${kib / 1024}Mi`;
  }
  if (flags.has('b')) return String(kib * 1024);
  if (flags.has('m')) return String(kib / 1024);
  return String(flags.has('g') ? Math.floor(kib / 1024 ** 2) : kib);
}

/** What `ps` shows of a process that has just started. */
interface Process {
  readonly pid: number;
  readonly ppid: number;
  readonly command: string;
  /** `HH:MM`. */
  readonly started: string;
}

const FORMATS: Readonly<Record<string, { heading: string; row: (process: Process) => string }>> = {
  '': {
    heading: '    PID TTY          TIME CMD',
    row: ({ pid, command }) => `${width(pid, 7)} ?        00:00:00 ${command.split(' ')[0]}`,
  },
  aux: {
    heading: 'USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND',
    row: ({ pid, command, started }) =>
      `${USER.name.padEnd(8)} ${width(pid, 7)}  0.0  0.0  10000  4000 ?        S    ${started}   0:00 ${command}`,
  },
  '-ef': {
    heading: 'UID          PID    PPID  C STIME TTY          TIME CMD',
    row: ({ pid, ppid, command, started }) =>
      `${USER.name.padEnd(8)} ${width(pid, 7)} ${width(ppid, 7)}  0 ${started} ?        00:00:00 ${command}`,
  },
};

const ps = supply('ps', async (args, context, run) => {
  const line = ['ps', ...args].join(' ');
  const format = FORMATS[line.slice('ps '.length)];
  if (format === undefined) {
    return run.refuse(context, { what: `\`${line}\``, why: 'it knows only `ps`, `ps aux` and `ps -ef`' });
  }
  const started = new Date(await run.now()).toISOString().slice(11, 16);
  const processes = [
    { pid: SHELL_PID, ppid: 1, command: 'bash', started },
    { pid: SHELL_PID + 1, ppid: SHELL_PID, command: line, started },
  ];
  return printed(format.heading, ...processes.map(format.row));
});

function width(number: number, digits: number): string {
  return String(number).padStart(digits);
}

export const systemCommands = [uname, id, whoami, hostname, df, free, ps];
