/** What tests of copies start from: two projects, and people who may do different things with them. */
import type { JsonObject } from '../src/core/json.ts';
import type { HubOptions } from '../src/hub/options.ts';
import type { WorldProject } from '../src/hub/world/shape.ts';
import { id, testHub } from './hub.ts';
import { texts } from './trees.ts';

export const SOURCE = id('project', 1);
export const TARGET = id('project', 2);

/** The least that a request to copy says. */
export const COPY = { src_project_id: SOURCE, src_path: 'A/doc.txt', target_project_id: TARGET };

export const NOTE = 'Query copy_path_status with the copy_path_id to learn if the copy operation was successful.';

const person = (number: number, name: string) => ({ account_id: id('account', number), api_key: `sk_${name}` });

/**
 * A hub with a source and a target project. The `owner` owns both; `copier` may read the one and write to the other;
 * `viewer` may read both, `writer` only write to the target; `other` may do nothing, `admin` everything.
 */
export function copyHub({
  files = { 'A/doc.txt': 'hello' },
  target = {},
  source = {},
  ...options
}: {
  files?: NonNullable<WorldProject['files']>;
  target?: NonNullable<WorldProject['files']>;
  source?: WorldProject;
} & Omit<HubOptions, 'world' | 'clock'> = {}) {
  const { hub, clock, as } = testHub({
    ...options,
    accounts: { copier: person(4, 'copier'), viewer: person(5, 'viewer'), writer: person(6, 'writer') },
    projects: {
      source: { project_id: SOURCE, users: { owner: 'owner', copier: 'viewer', viewer: 'viewer' }, files, ...source },
      target: {
        project_id: TARGET,
        users: { owner: 'owner', copier: 'collaborator', viewer: 'viewer', writer: 'collaborator' },
        files: target,
      },
    },
  });
  /** The texts of a project's files, by path. */
  const filesOf = (project_id: string) => {
    const project = hub.state.projects.get(project_id);
    return project === undefined ? {} : texts(project.files);
  };
  /** The id of a copy that the owner asks for, and does not wait for. */
  const queue = async (request: JsonObject = {}) => {
    const answer = await as('owner')('copy_path_between_projects', { ...COPY, wait_until_done: false, ...request });
    return answer.copy_path_id as string;
  };
  /** What the owner is told of one copy. */
  const statusOf = async (copy_path_id: string) =>
    (await as('owner')('copy_path_status', { copy_path_id })).data as JsonObject;
  return { hub, clock, as, filesOf, queue, statusOf };
}
