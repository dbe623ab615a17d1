import { textColumn } from '../../core/database/database.ts';
import { inWordsOfDriver } from '../../core/database/driver.ts';
import { defineEndpoint } from '../../core/endpoint.ts';
import { hubRefusal, refuse } from '../../core/errors.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { optional, options } from '../../core/options.ts';
import { openProject, startProject } from '../../core/projects/lifecycle.ts';
import { newProject } from '../../core/projects/projects.ts';
import { newUuid } from '../../core/random.ts';
import { type HubState, put } from '../../core/state.ts';
import { asText, isTruthy } from '../../core/values.ts';

/** Makes a project that the caller owns. [smc-hub/client.coffee mesg_create_project] */
export const endpoint = defineEndpoint({
  name: 'v1/create_project',
  touchesCaller: true,
  request: options({
    id: optional,
    title: '',
    description: '',
    image: optional,
    license: optional,
    start: false,
  }),

  handle(state, { title, description, image, license, start }, { account_id }) {
    const project_id = newUuid(state, 'project');
    const site_license = licensesOf(license);
    const texts = inWordsOf(state, title, () => ({
      title: textColumn(title),
      description: textColumn(description),
      compute_image: textColumn(image ?? 'ubuntu2004'),
    }));
    const users = { [account_id]: { group: 'owner' } };
    const created = put(state, 'projects', newProject(state, { project_id, users, site_license, ...texts }));
    return {
      state: isTruthy(start) ? startProject(created, project_id) : openProject(created, project_id),
      answer: { event: 'project_created', project_id },
    };
  },
});

/** The pieces between the commas as they are, be there such licences or not. */
function licensesOf(license: Json | undefined): JsonObject | null {
  if (!license) return null;
  if (typeof license !== 'string') throw refuse('never_answers', { what: 'a `license` that is no text' });
  return Object.fromEntries(license.split(',').map((license_id) => [license_id, {}]));
}

/** What `insert` makes; what the database says against it goes into the refusal to make a project of this title. */
function inWordsOf<Row>(state: HubState, title: Json, insert: () => Row): Row {
  try {
    return insert();
  } catch (thrown) {
    const error = inWordsOfDriver(state, hubRefusal(thrown).words);
    throw refuse('project_not_created', { title: asText(title), error });
  }
}
