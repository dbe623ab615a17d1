/** What people do with a hub, from beginning to end. */
import type { Deed, DeedKind } from '../language/deeds.ts';

export interface Flow {
  readonly name: string;
  /** The deed that it is there for. */
  readonly about: DeedKind;
  readonly scenes: readonly Scene[];
  /** It leaves what cannot be taken back. */
  readonly lasting?: true;
}

interface Scene {
  readonly deed: Deed;
  readonly as?: string;
}

const project = 0;

const create = (title: string): Scene => ({ deed: { kind: 'create', title } });

const write = (path: string, content: string, as?: string): Scene => ({
  deed: { kind: 'write', project, path, content },
  ...(as !== undefined && { as }),
});

const read = (path: string, as?: string): Scene => ({
  deed: { kind: 'read', project, path },
  ...(as !== undefined && { as }),
});

const run = (
  command: string,
  more: { args?: readonly string[]; path?: string; err_on_exit?: boolean } = {},
): Scene => ({
  deed: { kind: 'exec', project, command, ...more },
});

const look = (as?: string): Scene => ({ deed: { kind: 'look', project }, ...(as !== undefined && { as }) });

const join = (person: string): Scene => ({ deed: { kind: 'add', project, person } });

const leave = (person: string, as?: string): Scene => ({
  deed: { kind: 'remove', project, person },
  ...(as !== undefined && { as }),
});

export const FLOWS: readonly Flow[] = [
  {
    name: 'rename',
    about: 'rename',
    scenes: [
      create('Before'),
      look(),
      look(),
      { deed: { kind: 'describe', project, description: 'with a description' } },
      { deed: { kind: 'rename', project, title: 'After, wörld ✓' } },
      look(),
      look(),
      { deed: { kind: 'rename', project, title: 'Later' } },
      look(),
      look(),
    ],
  },
  {
    name: 'delete',
    about: 'delete',
    scenes: [create('Kept'), create('Deleted'), { deed: { kind: 'delete', project: 1 } }, look(), look()],
  },
  {
    name: 'touch',
    about: 'touch',
    scenes: [create('Touched'), look(), { deed: { kind: 'touch', project } }, look(), look()],
  },
  {
    name: 'start-stop',
    about: 'start',
    scenes: [
      create('Started'),
      { deed: { kind: 'state', project } },
      { deed: { kind: 'start', project } },
      { deed: { kind: 'state', project } },
      { deed: { kind: 'stop', project } },
      { deed: { kind: 'state', project } },
      { deed: { kind: 'stop', project }, as: 'other' },
    ],
  },
  {
    name: 'collaborate',
    about: 'add',
    scenes: [
      create('Together'),
      look('other'),
      join('other'),
      look('other'),
      look('other'),
      write('a.txt', 'by the other', 'other'),
      read('a.txt'),
      leave('other'),
      look('other'),
      look(),
    ],
  },
  { name: 'join', about: 'add', scenes: [create('Joined'), join('other'), join('other'), look(), look()] },
  {
    name: 'leave',
    about: 'remove',
    scenes: [create('Left'), join('other'), look('other'), leave('other', 'other'), leave('other'), look()],
  },
  {
    name: 'stranger',
    about: 'read',
    scenes: [
      create('Private'),
      write('secret.txt', 'mine'),
      look('other'),
      look('other'),
      read('secret.txt', 'other'),
      read('secret.txt', 'other'),
      write('secret.txt', 'yours', 'other'),
      write('secret.txt', 'yours', 'other'),
      { deed: { kind: 'exec', project, command: 'cat secret.txt' }, as: 'other' },
      { deed: { kind: 'exec', project, command: 'cat secret.txt' }, as: 'other' },
      { deed: { kind: 'copy', project, path: 'secret.txt', target: 0, target_path: 'b.txt' }, as: 'other' },
      { deed: { kind: 'copy', project, path: 'secret.txt', target: 0, target_path: 'b.txt' }, as: 'other' },
      { deed: { kind: 'rename', project, title: 'Mine' }, as: 'other' },
      { deed: { kind: 'rename', project, title: 'Mine' }, as: 'other' },
    ],
  },
  {
    name: 'share',
    about: 'share',
    scenes: [
      create('Shared'),
      write('public/a.txt', 'for everybody'),
      write('private.txt', 'for nobody'),
      { deed: { kind: 'share', project, path: 'public', description: 'a folder' } },
      { deed: { kind: 'readShared', project, path: 'public/a.txt' }, as: 'other' },
      { deed: { kind: 'readShared', project, path: 'private.txt' }, as: 'other' },
      { deed: { kind: 'share', project, path: 'public', description: 'a folder', disabled: true } },
      { deed: { kind: 'readShared', project, path: 'public/a.txt' }, as: 'other' },
    ],
  },
  {
    name: 'edit',
    about: 'write',
    scenes: [
      create('Edit'),
      write('a.txt', 'first'),
      read('a.txt'),
      read('a.txt'),
      write('a.txt', 'a second text, longer than the first\n'),
      read('a.txt'),
      read('a.txt'),
      write('empty.txt', ''),
      read('empty.txt'),
      read('empty.txt'),
    ],
  },
  {
    name: 'missing-file',
    about: 'read',
    scenes: [
      create('Missing'),
      read('missing.txt'),
      read('missing.txt'),
      write('file', 'a file, and no folder'),
      read('file/inside.txt'),
      read('file/inside.txt'),
    ],
  },
  {
    name: 'copy',
    about: 'copy',
    scenes: [
      create('Source'),
      create('Target'),
      write('folder/one.txt', 'one'),
      write('folder/deep/two.txt', 'two\n'),
      { deed: { kind: 'copy', project, path: 'folder/one.txt', target: 1 } },
      { deed: { kind: 'copy', project, path: 'folder', target: 1, target_path: 'taken' } },
      { deed: { kind: 'copy', project, path: 'folder', target: 0, target_path: 'again' } },
      { deed: { kind: 'read', project: 1, path: 'taken/deep/two.txt' } },
      { deed: { kind: 'copy', project, path: 'missing.txt', target: 1 } },
    ],
  },
  {
    name: 'copy-again',
    about: 'copy',
    scenes: [
      create('Source'),
      create('Target'),
      write('folder/kept.txt', 'from the source'),
      { deed: { kind: 'write', project: 1, path: 'folder/own.txt', content: 'of the target' } },
      // Times that are far apart, since clocks of hubs differ in how small a step they take.
      run("touch -d '2020-01-01T00:00:00Z' folder/kept.txt"),
      { deed: { kind: 'write', project: 1, path: 'folder/kept.txt', content: 'newer' } },
      { deed: { kind: 'copy', project, path: 'folder', target: 1 } },
      { deed: { kind: 'read', project: 1, path: 'folder/kept.txt' } },
      { deed: { kind: 'copy', project, path: 'folder', target: 1, overwrite_newer: true } },
      { deed: { kind: 'read', project: 1, path: 'folder/kept.txt' } },
      { deed: { kind: 'copy', project, path: 'folder', target: 1, overwrite_newer: true, delete_missing: true } },
      { deed: { kind: 'read', project: 1, path: 'folder/own.txt' } },
    ],
  },
  {
    name: 'copy-later',
    about: 'copyLater',
    scenes: [
      create('Source'),
      create('Target'),
      write('a.txt', 'in its own time'),
      { deed: { kind: 'copyLater', project, path: 'a.txt', target: 1 } },
      { deed: { kind: 'copyStatus', copy: 0 } },
      { deed: { kind: 'read', project: 1, path: 'a.txt' } },
      // No clock of a hub is ahead of that.
      {
        deed: { kind: 'copyLater', project, path: 'a.txt', target: 1, target_path: 'b.txt', scheduled: '2100-01-01' },
      },
      { deed: { kind: 'copyStatus', copy: 1 } },
      { deed: { kind: 'cancelCopy', copy: 1 } },
      { deed: { kind: 'copyStatus', copy: 1 } },
    ],
  },
  {
    name: 'work',
    about: 'exec',
    scenes: [
      { deed: { kind: 'create', title: 'Work', description: 'a day in the life' } },
      write('notes/plan.md', '# Plan\n\nsleep, then wörk ✓\n'),
      run('wc -l notes/plan.md && echo done >> notes/plan.md'),
      read('notes/plan.md'),
      run('echo', { args: ['two words', '$HOME'] }),
      run('pwd | sed "s,.*/,," && echo inside > here.txt', { path: 'notes' }),
      look(),
    ],
  },
  {
    name: 'files',
    about: 'list',
    scenes: [
      create('Files'),
      write('a.txt', 'a'),
      run('mkdir -p folder && echo b > folder/b.txt'),
      { deed: { kind: 'list', project, path: '' } },
      { deed: { kind: 'discard', project, path: 'folder' } },
      { deed: { kind: 'list', project, path: '' } },
      { deed: { kind: 'list', project, path: 'folder' } },
    ],
  },
  {
    name: 'failing-command',
    about: 'exec',
    scenes: [
      create('Failing'),
      run('echo out; echo err >&2; exit 3'),
      run('echo out; echo err >&2; exit 3', { err_on_exit: false }),
      run('echo out; echo err >&2; exit 3', { err_on_exit: false }),
      run('echo out; echo err >&2'),
      run('echo kept > kept.txt; false'),
      run('cat missing.txt', { err_on_exit: false }),
      run('cat missing.txt', { err_on_exit: false }),
    ],
  },
  {
    name: 'names',
    about: 'names',
    scenes: [
      { deed: { kind: 'names', person: 'self' } },
      { deed: { kind: 'names', person: 'self' } },
      { deed: { kind: 'names', person: 'other' } },
      { deed: { kind: 'search', person: 'self' } },
    ],
  },
  {
    name: 'message',
    about: 'send',
    lasting: true,
    scenes: [
      { deed: { kind: 'send', person: 'self', subject: 'a note', body: 'to myself' } },
      { deed: { kind: 'receive' } },
    ],
  },
];
