/** Calls of functions of a project. */
import { NOTE } from '../scene.ts';
import { member } from './answers.ts';
import type { Recipe, Recipes } from './recipe.ts';

const inProject: Pick<Recipe, 'props' | 'send'> = { props: ['project'], send: () => undefined };

export const PROJECT_FUNCTIONS: Recipes = {
  'conat/project/system.ping': {
    ...inProject,
    ownAnswer: true,
    shows: ['a time', (value) => typeof member(value, 'now') === 'number'],
  },
  'conat/project/system.test': {
    ...inProject,
    ownAnswer: true,
    shows: ['the id of a project', (value) => typeof member(value, 'project_id') === 'string'],
  },
  'conat/project/system.version': {
    ...inProject,
    ownAnswer: true,
    shows: ['a number', (value) => typeof value === 'number'],
  },
  'conat/project/system.exec': { ...inProject, send: () => ({ command: 'echo', args: ['hello'] }) },
  'conat/project/system.listing': {
    ...inProject,
    send: () => ({ path: 'notes' }),
    shows: [
      'the file in it',
      (value) => Array.isArray(value) && value.some((file) => member(file, 'name') === 'a.txt'),
    ],
  },
  'conat/project/system.realpath': { ...inProject, send: () => NOTE.path },
  'conat/project/system.canonicalPaths': { ...inProject, send: () => [NOTE.path] },
  'conat/project/system.readTextFileFromProject': { ...inProject, send: () => ({ path: NOTE.path }) },
  'conat/project/system.writeTextFileToProject': {
    ...inProject,
    send: () => ({ path: 'notes/b.txt', content: 'another note\n' }),
  },
  'conat/project/system.deleteFiles': { ...inProject, send: () => ({ paths: [NOTE.path] }), spends: ['project'] },
  'conat/project/system.moveFiles': {
    ...inProject,
    send: () => ({ paths: [NOTE.path], dest: '.' }),
    spends: ['project'],
  },
  'conat/project/system.renameFile': {
    ...inProject,
    send: () => ({ src: NOTE.path, dest: 'notes/renamed.txt' }),
    spends: ['project'],
  },
  'conat/project/system.signal': {
    ...inProject,
    send: () => ({ signal: 'SIGTERM', pid: 2_000_000_000 }),
    neverSucceeds: 'no process is known that may go',
  },
  'conat/project/system.terminate': {
    ...inProject,
    send: ({ word }) => ({ service: word }),
    neverSucceeds: 'it would end a service of the project; only one that it does not have is asked for',
  },
  'conat/project/system.jupyterExecute': {
    ...inProject,
    send: () => ({ input: '1+1', kernel: 'python3', path: 'notes/a.ipynb' }),
    ownAnswer: true,
    shows: ['the output 2', (value) => JSON.stringify(value).includes('"2"')],
  },
  'conat/project/system.listJupyterKernels': {
    ...inProject,
    ownAnswer: true,
    shows: ['a list', (value) => Array.isArray(value)],
  },
  'conat/project/system.stopJupyterKernel': { ...inProject, send: () => ({ pid: 2_000_000_000 }) },
  'conat/project/editor.jupyterKernels': {
    ...inProject,
    send: () => ({}),
    ownAnswer: true,
    shows: ['a list', (value) => Array.isArray(value)],
  },
  'conat/project/sync.close': { ...inProject, send: () => NOTE.path },
};
