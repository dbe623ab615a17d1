/**
 * Who may work on a project through API v2: as for conat, but a key of a project counts as an account with the id of the
 * project, which is let in. [server/projects/is-collaborator.ts]
 */
import type { Gate } from '../endpoint.ts';
import { refuse } from '../errors.ts';
import type { Json } from '../json.ts';
import type { MembersOnly, UuidName } from '../refusals/rest-projects.ts';
import type { HubState } from '../state.ts';
import { isUuid } from '../values.ts';
import { isCollaborator } from './access.ts';

/** @throws Refusal `ids_not_uuids` */
export function isCollaboratorOrItself(state: HubState, project_id: Json | undefined, account_id: string): boolean {
  if (isUuid(project_id) && project_id === account_id) return true;
  return isCollaborator(state, project_id, account_id);
}

/** Lets pass what has a UUID in the member `name`. */
export function uuidNamed<const Name extends Exclude<UuidName, 'of_collaborators'>>(name: Name): Gate<Name> {
  return (state, request: { readonly [N in Name]?: Json | undefined }) => {
    if (!isUuid(request[name])) throw refuse('uuid_needed', { name });
    return state;
  };
}

/** Lets those pass for whom `isCollaboratorOrItself` holds of the project named by `member`. @throws Refusal `ids_not_uuids` */
export function membersOnly<const Name extends string>(member: Name, to: MembersOnly): Gate<Name> {
  return (state, request: { readonly [N in Name]?: Json | undefined }, { account_id }) => {
    if (!isCollaboratorOrItself(state, request[member], account_id)) throw refuse('members_only', { to });
    return state;
  };
}
