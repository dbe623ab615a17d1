/**
 * Who may work on a project through API v2: as for conat, but a key of a project counts as an account with the id of the
 * project, which is let in. [server/projects/is-collaborator.ts]
 */
import type { Json } from '../json.ts';
import type { HubState } from '../state.ts';
import { isUuid } from '../values.ts';
import { isCollaborator } from './access.ts';

/** @throws Refusal `ids_not_uuids` */
export function isCollaboratorOrItself(state: HubState, project_id: Json | undefined, account_id: string): boolean {
  if (isUuid(project_id) && project_id === account_id) return true;
  return isCollaborator(state, project_id, account_id);
}
