// Written by test/tree.test.ts: every file of this folder, in order.
import type { Endpoint } from '../core/endpoint.ts';
import { endpoint as v1AddCollaborator } from './v1/add_collaborator.ts';
import { endpoint as v1AddLicenseToProject } from './v1/add_license_to_project.ts';
import { endpoint as v1ChangeEmailAddress } from './v1/change_email_address.ts';
import { endpoint as v1ChangePassword } from './v1/change_password.ts';
import { endpoint as v1CopyPathBetweenProjects } from './v1/copy_path_between_projects.ts';
import { endpoint as v1CopyPathDelete } from './v1/copy_path_delete.ts';
import { endpoint as v1CopyPathStatus } from './v1/copy_path_status.ts';
import { endpoint as v1CopyPublicPathBetweenProjects } from './v1/copy_public_path_between_projects.ts';
import { endpoint as v1CreateAccount } from './v1/create_account.ts';
import { endpoint as v1CreateProject } from './v1/create_project.ts';
import { endpoint as v1CreateSupportTicket } from './v1/create_support_ticket.ts';
import { endpoint as v1DeleteAccount } from './v1/delete_account.ts';
import { endpoint as v1DisconnectFromProject } from './v1/disconnect_from_project.ts';
import { endpoint as v1ForgotPassword } from './v1/forgot_password.ts';
import { endpoint as v1GetAvailableUpgrades } from './v1/get_available_upgrades.ts';
import { endpoint as v1GetSupportTickets } from './v1/get_support_tickets.ts';
import { endpoint as v1GetUsernames } from './v1/get_usernames.ts';
import { endpoint as v1InviteCollaborator } from './v1/invite_collaborator.ts';
import { endpoint as v1InviteNoncloudCollaborators } from './v1/invite_noncloud_collaborators.ts';
import { endpoint as v1LogClientError } from './v1/log_client_error.ts';
import { endpoint as v1Metrics } from './v1/metrics.ts';
import { endpoint as v1Ping } from './v1/ping.ts';
import { endpoint as v1ProjectExec } from './v1/project_exec.ts';
import { endpoint as v1PublicGetDirectoryListing } from './v1/public_get_directory_listing.ts';
import { endpoint as v1PublicGetTextFile } from './v1/public_get_text_file.ts';
import { endpoint as v1Query } from './v1/query.ts';
import { endpoint as v1ReadTextFileFromProject } from './v1/read_text_file_from_project.ts';
import { endpoint as v1RemoveCollaborator } from './v1/remove_collaborator.ts';
import { endpoint as v1RemoveLicenseFromProject } from './v1/remove_license_from_project.ts';
import { endpoint as v1ResetForgotPassword } from './v1/reset_forgot_password.ts';
import { endpoint as v1StartMetrics } from './v1/start_metrics.ts';
import { endpoint as v1TouchProject } from './v1/touch_project.ts';
import { endpoint as v1UnlinkPassport } from './v1/unlink_passport.ts';
import { endpoint as v1UserAuth } from './v1/user_auth.ts';
import { endpoint as v1UserSearch } from './v1/user_search.ts';
import { endpoint as v1WriteTextFileToProject } from './v1/write_text_file_to_project.ts';

export const endpoints: readonly Endpoint[] = [
  v1AddCollaborator,
  v1AddLicenseToProject,
  v1ChangeEmailAddress,
  v1ChangePassword,
  v1CopyPathBetweenProjects,
  v1CopyPathDelete,
  v1CopyPathStatus,
  v1CopyPublicPathBetweenProjects,
  v1CreateAccount,
  v1CreateProject,
  v1CreateSupportTicket,
  v1DeleteAccount,
  v1DisconnectFromProject,
  v1ForgotPassword,
  v1GetAvailableUpgrades,
  v1GetSupportTickets,
  v1GetUsernames,
  v1InviteCollaborator,
  v1InviteNoncloudCollaborators,
  v1LogClientError,
  v1Metrics,
  v1Ping,
  v1ProjectExec,
  v1PublicGetDirectoryListing,
  v1PublicGetTextFile,
  v1Query,
  v1ReadTextFileFromProject,
  v1RemoveCollaborator,
  v1RemoveLicenseFromProject,
  v1ResetForgotPassword,
  v1StartMetrics,
  v1TouchProject,
  v1UnlinkPassport,
  v1UserAuth,
  v1UserSearch,
  v1WriteTextFileToProject,
];
