/** The program `tar`, which packs modes and links, too. */
import type { ExecResult } from 'just-bash';
import { packTar, type TarEntry, unpackTar } from 'modern-tar';
import { type CommandContext, original } from '../commands/command.ts';
import { faultOf } from '../commands/unreadable.ts';
import { bytesOf, bytewise } from '../files/encoding.ts';
import { USER } from '../machine.ts';
import { REAL_WAY } from '../real-way.ts';
import { type Invocation, lastValue, plainly } from './forms.ts';
import { inputOf, type OwnProgram, type ProgramWorld, printedBytes, textFromBytes } from './program.ts';

const tar: OwnProgram = {
  name: 'tar',
  forms: {
    flags: 'cxtvzj',
    valued: { f: /^(?:-|[^-][\s\S]*)$/, C: /^[^-]/ },
    long: {
      '--create': 'c',
      '--extract': 'x',
      '--list': 't',
      '--gzip': 'z',
      '--file': 'f',
      '--directory': 'C',
      '--verbose': 'v',
    },
    apart: ['cxt', 'tv', 'cj', 'xj', 'zj'],
    prepare: withDash,
    unknown: ({ flags, options }) => {
      const isAsked = flags.has('f') && ['c', 'x', 't'].some((letter) => flags.has(letter));
      const changes = options.filter(([letter]) => letter === 'C').length;
      return isAsked && changes < 2 ? undefined : 'those options together';
    },
  },
  perform: async (asked, world) => {
    if (asked.flags.has('c')) return pack(asked, world);
    // The names in such an archive the shell's own tells right.
    if (asked.flags.has('j')) return original(plainly(asked), world.context);
    const archive = await archiveOf(asked, world);
    if (!(archive instanceof Uint8Array)) return archive;
    const entries = await unpackTar(archive).catch(() => refuse('an archive that it did not pack', world));
    const wanted = entries.filter(({ header }) => isWanted(header.name, asked.operands));
    if (asked.operands.some((name) => !entries.some((entry) => isWanted(entry.header.name, [name]))))
      refuse('a name that is not in the archive', world);
    if (asked.flags.has('x')) await unpack(wanted, asked, world);
    const isTold = asked.flags.has('t') || asked.flags.has('v');
    return { ...printedBytes(''), stdout: isTold ? wanted.map(({ header }) => `${header.name}\n`).join('') : '' };
  },
};

/** `tar cf FILE` is `tar -c -f FILE`. */
function withDash([first = '', ...rest]: readonly string[]): string[] {
  if (!/^[cxtvzj]*f[cxtvzj]*$/.test(first)) return [first, ...rest];
  return [`-${first.replace('f', '')}`, '-f', ...rest].filter((arg) => arg !== '-');
}

function refuse(what: string, { context, run }: ProgramWorld): never {
  return run.refuse(context, {
    what: `${what}, by \`tar\``,
    why: `it has not been held against the real one; ${REAL_WAY}`,
  });
}

function isWanted(name: string, operands: readonly string[]): boolean {
  const plain = name.replace(/\/$/, '');
  return (
    operands.length === 0 ||
    operands.some((one) => plain === one.replace(/\/$/, '') || plain.startsWith(`${one.replace(/\/$/, '')}/`))
  );
}

async function archiveOf(asked: Invocation, world: ProgramWorld): Promise<Uint8Array | ExecResult> {
  const { context } = world;
  const file = lastValue(asked, 'f') ?? '-';
  const fault = file === '-' ? undefined : await faultOf(context, file);
  if (fault !== undefined) {
    if (fault.isDirectory) refuse('a directory as an archive', world);
    // What unpacks it is a process of its own.
    const opener = asked.flags.has('z') ? 'tar (child)' : 'tar';
    const lines = [`${opener}: ${file}: Cannot open: ${fault.words}`, `${opener}: ${FATAL}`];
    if (opener !== 'tar') lines.push('tar: Child returned status 2', `tar: ${FATAL}`);
    return { stdout: '', stderr: lines.map((line) => `${line}\n`).join(''), exitCode: 2 };
  }
  const bytes =
    file === '-'
      ? bytesOf(inputOf(context))
      : await context.fs.readFileBuffer(context.fs.resolvePath(context.cwd, file));
  const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return isZipped
    ? streamed(bytes, new DecompressionStream('gzip')).catch(() => refuse('a broken archive', world))
    : bytes;
}

const FATAL = 'Error is not recoverable: exiting now';

async function streamed(bytes: Uint8Array, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const source = new Blob([bytes.slice()]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(source).arrayBuffer());
}

function folderOf(asked: Invocation, { cwd, fs }: CommandContext): string {
  return fs.resolvePath(cwd, lastValue(asked, 'C') ?? '.');
}

async function pack(asked: Invocation, world: ProgramWorld): Promise<ExecResult> {
  const { context } = world;
  const { fs } = context;
  const folder = folderOf(asked, context);
  const file = lastValue(asked, 'f') ?? '-';
  if (asked.operands.length === 0 || asked.operands.some((name) => /^\/|(?:^|\/)\.\.(?:\/|$)/.test(name)))
    refuse('names like these', world);
  const target = file === '-' ? '' : fs.resolvePath(context.cwd, file);
  const entries: TarEntry[] = [];
  for (const name of asked.operands) {
    if (!(await exists(fs.resolvePath(folder, name), context))) refuse('a file that is not there', world);
    await collect(name.replace(/(?<=.)\/+$/, ''), folder, target, entries, context);
  }
  const packed = await packTar(entries);
  const bytes = asked.flags.has('z') ? await streamed(packed, new CompressionStream('gzip')) : packed;
  if (file !== '-') await fs.writeFile(target, bytes);
  const names = asked.flags.has('v') ? entries.map(({ header }) => `${header.name}\n`).join('') : '';
  if (file !== '-') return { stdout: names, stderr: '', exitCode: 0 };
  return { stdout: textFromBytes(bytewise(bytes)), stderr: names, exitCode: 0 };
}

async function exists(path: string, { fs }: CommandContext): Promise<boolean> {
  return (await fs.lstat(path).catch(() => undefined)) !== undefined;
}

async function collect(
  name: string,
  folder: string,
  target: string,
  entries: TarEntry[],
  context: CommandContext,
): Promise<void> {
  const { fs } = context;
  const path = fs.resolvePath(folder, name);
  // The archive is not packed into itself.
  if (path === target) return;
  const { isDirectory, isSymbolicLink, mode, mtime } = await fs.lstat(path);
  const header = {
    name,
    mode,
    mtime: new Date(mtime.getTime()),
    size: 0,
    uid: USER.uid,
    gid: USER.gid,
    uname: USER.name,
    gname: USER.name,
  };
  if (isSymbolicLink) {
    entries.push({ header: { ...header, type: 'symlink', linkname: await fs.readlink(path) } });
  } else if (isDirectory) {
    entries.push({ header: { ...header, name: `${name}/`, type: 'directory' } });
    for (const inner of await fs.readdir(path)) await collect(`${name}/${inner}`, folder, target, entries, context);
  } else {
    const body = await fs.readFileBuffer(path);
    entries.push({ header: { ...header, type: 'file', size: body.length }, body });
  }
}

type Unpacked = { readonly header: TarEntry['header']; readonly data?: Uint8Array | undefined };

async function unpack(entries: readonly Unpacked[], asked: Invocation, world: ProgramWorld): Promise<void> {
  const { fs } = world.context;
  const folder = folderOf(asked, world.context);
  for (const { header, data } of entries) {
    if (/^\/|(?:^|\/)\.\.(?:\/|$)/.test(header.name)) refuse('names like these', world);
    const path = fs.resolvePath(folder, header.name);
    const parent = path.slice(0, path.lastIndexOf('/')) || '/';
    if (!(await exists(parent, world.context))) await fs.mkdir(parent, { recursive: true });
    if (header.type === 'directory') await fs.mkdir(path, { recursive: true });
    else {
      if (await exists(path, world.context)) await fs.rm(path);
      if (header.type === 'symlink') await fs.symlink(header.linkname ?? '', path);
      else if (header.type === 'file') await fs.writeFile(path, data ?? new Uint8Array());
      else refuse('an entry that is no file', world);
    }
    if (header.type === 'symlink') continue;
    await fs.chmod(path, (header.mode ?? 0o644) & 0o755);
    const when = header.mtime ?? new Date(0);
    await fs.utimes(path, when, when);
  }
}

export const archivingPrograms: readonly OwnProgram[] = [tar];
