/** Tokens that let people join a project, and their index. */
import { reindexed } from '../indexes.ts';
import type { InviteToken } from '../records.ts';
import { changed, type HubState } from '../state.ts';

/** The state with the token added, or put in the place of the one of its name. */
export function withInviteToken(state: HubState, token: InviteToken): HubState {
  const before = state.inviteTokens.get(token.token);
  return changed(state, {
    inviteTokens: state.inviteTokens.set(token.token, token),
    inviteTokensByProject: reindexed(
      state.inviteTokensByProject,
      token.token,
      before === undefined ? [] : [before.project_id],
      [token.project_id],
    ),
  });
}
