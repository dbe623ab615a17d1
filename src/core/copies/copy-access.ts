/** Who may copy from where to where, in the words of the calls on copies. */

import type { Caller, Gate } from '../endpoint.ts';
import { refuse } from '../errors.ts';
import { isPublicPath, publicPathIn } from '../files/public-paths.ts';
import type { Json } from '../json.ts';
import { hasReadAccess, hasWriteAccess } from '../projects/access.ts';
import type { HubState } from '../state.ts';
import { asText, isUuid } from '../values.ts';
import type { Copy } from './records.ts';

/** Lets pass what may be the id of a project, there or not. [smc-hub/copy-path.ts copy] */
export function isCopyProject<Name extends string>(member: Name): Gate<Name> {
  return (state, request) => {
    const project_id = request[member];
    if (!isUuid(project_id)) throw refuse('invalid_copy_project', { member, project_id: asText(project_id) });
    return state;
  };
}

/** Lets readers of the project named by `member` pass. [smc-hub/copy-path.ts _read_access] */
export function canCopyFrom<Name extends string>(member: Name): Gate<Name> {
  return (state, request, caller) => {
    requireCopyRead(state, request[member], caller);
    return state;
  };
}

/** Lets those pass who may write to the project named by `member`. [smc-hub/copy-path.ts _write_access] */
export function canCopyInto<Name extends string>(member: Name): Gate<Name> {
  return (state, request, caller) => {
    requireCopyWrite(state, request[member], caller);
    return state;
  };
}

/** Lets those pass who may write to the project named by `member`. [smc-hub/client.coffee mesg_copy_public_path_between_projects] */
export function canCopyPublicInto<Name extends string>(member: Name): Gate<Name> {
  return (state, request, { account_id }) => {
    const project_id = request[member];
    if (!isUuid(project_id)) throw refuse('invalid_public_copy_target', { project_id: asText(project_id) });
    if (!hasWriteAccess(state, project_id, account_id)) throw refuse('no_public_copy_access', { project_id });
    return state;
  };
}

/** Lets everybody pass to what is public, and nobody to anything else. [smc-hub/client.coffee get_public_project] */
export function isPublic<Id extends string, Path extends string>(id: Id, path: Path): Gate<Id | Path> {
  return (state, request: { readonly [Name in Id | Path]?: Json | undefined }) => {
    const project_id = request[id];
    if (!isUuid(project_id)) throw refuse('public_path_of_invalid_project', { project_id: asText(project_id) });
    const publicPath = publicPathIn(request[path]);
    if (isPublicPath(state, project_id.toLowerCase(), publicPath)) return state;
    throw refuse('path_not_public', { project_id, path: publicPath });
  };
}

/** Lets pass who may copy what the operation copies. @throws Refusal `no_copy_write_access`, `no_copy_read_access` */
export function requireCopyAccess(state: HubState, copy: Copy, caller: Caller): void {
  requireCopyWrite(state, copy.target_project_id, caller);
  requireCopyRead(state, copy.source_project_id, caller);
}

/** @throws Refusal `no_copy_write_access` */
export function requireCopyWrite(state: HubState, target: Json | undefined, { account_id }: Caller): void {
  const project_id = asText(target);
  if (!hasWriteAccess(state, project_id, account_id)) throw refuse('no_copy_write_access', { project_id });
}

/** @throws Refusal `no_copy_read_access` */
export function requireCopyRead(state: HubState, source: Json | undefined, { account_id }: Caller): void {
  const project_id = asText(source);
  if (!hasReadAccess(state, project_id, account_id)) throw refuse('no_copy_read_access', { project_id });
}
