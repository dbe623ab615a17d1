import { copyBetween } from '../../../core/copies/copy-path.ts';
import { refuse } from '../../../core/errors.ts';
import type { Json, JsonObject } from '../../../core/json.ts';
import { optional, options, required } from '../../../core/options.ts';
import { membersOnly, uuidNamed } from '../../../core/projects/rest-access.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import { isTruthy } from '../../../core/values.ts';

/** Copies a file or directory from one project to another, or within one. [next/pages/api/v2/projects/copy-path.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/copy-path',
  request: options({
    src_project_id: required,
    path: required,
    target_project_id: required,
    target_path: optional,
    overwrite_newer: optional,
    delete_missing: optional,
    backup: optional,
    timeout: optional,
    bwlimit: optional,
    wait_until_done: optional,
    public_id: optional,
  }),
  renders: 'text',
  authorize: [
    (state, { path }) => {
      if (path == null) throw refuse('path_to_copy_missing');
      return state;
    },
    uuidNamed('src_project_id'),
    uuidNamed('target_project_id'),
    signedInFirst(),
    membersOnly('target_project_id', 'copy_to'),
    (state, { public_id }) => {
      if (isTruthy(public_id)) throw refuse('unsimulated', COPY_OF_ANYTHING);
      return state;
    },
    membersOnly('src_project_id', 'copy_from'),
  ],
  handle(state, { path, wait_until_done: _always, public_id: _none, ...request }) {
    return {
      state: copyBetween(state, { ...(request as JsonObject), src_path: path as Json }),
      answer: { copy_id: '' },
    };
  },
});

const COPY_OF_ANYTHING = {
  what: "copying with a 'public_id'",
  why: 'hubs then copy from any project, without asking whether the caller may read it',
};
