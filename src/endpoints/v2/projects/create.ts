import { optional, options } from '../../../core/options.ts';
import { createProject } from '../../../core/projects/creation.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Makes a project that the caller owns. [next/pages/api/v2/projects/create.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/create',
  request: options({
    title: optional,
    description: optional,
    image: optional,
    license: optional,
    public_path_id: optional,
  }),
  renders: 'message',
  credentials: 'unguarded',
  authorize: [signedInFirst('user')],
  handle(state, { title = null, description = null, image = null, license = null, public_path_id = null }, caller) {
    const wish = { title, description, image, license, public_path_id };
    const { state: after, project_id } = createProject(state, wish, caller.account_id);
    return { state: after, answer: { project_id } };
  },
});
