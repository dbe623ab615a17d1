/** Lists of shared paths, who likes them, and saying that one was published anew. [server/public-paths; next/lib/share] */

import { rowKey } from '../database/records.ts';
import { refuse } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import { isCollaboratorOrItself } from '../projects/rest-access.ts';
import { type HubState, put, remove } from '../state.ts';
import { asText, isTruthy } from '../values.ts';

/** @throws Refusal `no_path_id`, `path_id_invalid`, `no_path_to_star`, `starred_already` */
export function starPath(state: HubState, sent: Json | undefined, account_id: string): HubState {
  const star = starOf(state, sent, account_id);
  if (state.public_path_stars.has(rowKey('public_path_stars', star))) throw refuse('starred_already');
  return put(state, 'public_path_stars', star);
}

/** Also where there is no star. @throws Refusal `no_path_id`, `path_id_invalid`, `no_path_to_star` */
export function unstarPath(state: HubState, sent: Json | undefined, account_id: string): HubState {
  const key = rowKey('public_path_stars', starOf(state, sent, account_id));
  return state.public_path_stars.has(key) ? remove(state, 'public_path_stars', key) : state;
}

function starOf(state: HubState, sent: Json | undefined, account_id: string) {
  const id = asText(idGiven(sent));
  if (typeof sent !== 'string' || sent.length !== 40) throw refuse('path_id_invalid', { id });
  if (!state.publicPaths.has(id)) throw refuse('no_path_to_star', { id });
  return { public_path_id: id, account_id };
}

/** Notes that the path was published now. @throws Refusal `no_path_id`, `no_path_to_save`, `path_saved_by_other` */
export function savePath(state: HubState, sent: Json | undefined, account_id: string): HubState {
  const id = asText(idGiven(sent));
  const path = state.publicPaths.get(id);
  if (path === undefined) throw refuse('no_path_to_save', { id });
  if (!isCollaboratorOrItself(state, path.project_id, account_id)) throw refuse('path_saved_by_other');
  return put(state, 'publicPaths', { ...path, last_edited: state.now });
}

function idGiven(sent: Json | undefined): Json {
  if (sent === undefined || !isTruthy(sent)) throw refuse('no_path_id');
  return sent;
}

const MOST_LISTED = 150;

/**
 * The shared paths that a site lists, the latest first; some are for those alone who are signed in.
 *
 * @throws Refusal `unsimulated`
 */
export function listedPaths(state: HubState, isSignedIn: boolean): JsonObject[] {
  const listed = [...state.publicPaths.values()].filter(
    ({ disabled, unlisted, columns }) =>
      disabled !== true && unlisted !== true && (isSignedIn || columns.authenticated !== true),
  );
  if (listed.some(({ last_edited }) => last_edited === null)) {
    throw refuse('unsimulated', {
      what: 'a list with shared paths that have no time of their last edit',
      why: 'where they stand in it is not known',
    });
  }
  return listed
    .sort((one, other) => Number(other.last_edited) - Number(one.last_edited))
    .slice(0, MOST_LISTED)
    .map(({ id, path, description, last_edited, columns: { url = null, counter = null } }) => {
      return {
        id,
        path,
        url,
        description,
        last_edited,
        counter,
        stars: state.public_path_stars.countBy('public_path_id', id),
      };
    });
}
