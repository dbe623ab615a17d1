// Written by `npm run refresh`: every file of this folder, in order.
import type { Endpoint } from '../core/endpoint.ts';
import type { HubFunction, ProjectFunction } from '../core/functions.ts';
import type { RestEndpoint } from '../core/rest.ts';
import { endpoint as conatHubDbFileUseTimes } from './conat/hub/db.fileUseTimes.ts';
import { endpoint as conatHubDbGetLegacyTimeTravelInfo } from './conat/hub/db.getLegacyTimeTravelInfo.ts';
import { endpoint as conatHubDbGetLegacyTimeTravelPatches } from './conat/hub/db.getLegacyTimeTravelPatches.ts';
import { endpoint as conatHubDbRemoveBlobTtls } from './conat/hub/db.removeBlobTtls.ts';
import { endpoint as conatHubDbTouch } from './conat/hub/db.touch.ts';
import { endpoint as conatHubDbUserQuery } from './conat/hub/db.userQuery.ts';
import { endpoint as conatHubJupyterExecute } from './conat/hub/jupyter.execute.ts';
import { endpoint as conatHubJupyterKernels } from './conat/hub/jupyter.kernels.ts';
import { endpoint as conatHubMessagesGet } from './conat/hub/messages.get.ts';
import { endpoint as conatHubMessagesSend } from './conat/hub/messages.send.ts';
import { endpoint as conatHubOrgAddAdmin } from './conat/hub/org.addAdmin.ts';
import { endpoint as conatHubOrgAddUser } from './conat/hub/org.addUser.ts';
import { endpoint as conatHubOrgCreate } from './conat/hub/org.create.ts';
import { endpoint as conatHubOrgCreateToken } from './conat/hub/org.createToken.ts';
import { endpoint as conatHubOrgCreateUser } from './conat/hub/org.createUser.ts';
import { endpoint as conatHubOrgExpireToken } from './conat/hub/org.expireToken.ts';
import { endpoint as conatHubOrgGet } from './conat/hub/org.get.ts';
import { endpoint as conatHubOrgGetAll } from './conat/hub/org.getAll.ts';
import { endpoint as conatHubOrgGetUsers } from './conat/hub/org.getUsers.ts';
import { endpoint as conatHubOrgMessage } from './conat/hub/org.message.ts';
import { endpoint as conatHubOrgRemoveAdmin } from './conat/hub/org.removeAdmin.ts';
import { endpoint as conatHubOrgRemoveUser } from './conat/hub/org.removeUser.ts';
import { endpoint as conatHubOrgSet } from './conat/hub/org.set.ts';
import { endpoint as conatHubProjectsAddCollaborator } from './conat/hub/projects.addCollaborator.ts';
import { endpoint as conatHubProjectsChangeUserType } from './conat/hub/projects.changeUserType.ts';
import { endpoint as conatHubProjectsCopyPathBetweenProjects } from './conat/hub/projects.copyPathBetweenProjects.ts';
import { endpoint as conatHubProjectsCreateProject } from './conat/hub/projects.createProject.ts';
import { endpoint as conatHubProjectsDeleteProject } from './conat/hub/projects.deleteProject.ts';
import { endpoint as conatHubProjectsInviteCollaborator } from './conat/hub/projects.inviteCollaborator.ts';
import { endpoint as conatHubProjectsInviteCollaboratorWithoutAccount } from './conat/hub/projects.inviteCollaboratorWithoutAccount.ts';
import { endpoint as conatHubProjectsRemoveCollaborator } from './conat/hub/projects.removeCollaborator.ts';
import { endpoint as conatHubProjectsSetQuotas } from './conat/hub/projects.setQuotas.ts';
import { endpoint as conatHubProjectsStart } from './conat/hub/projects.start.ts';
import { endpoint as conatHubProjectsState } from './conat/hub/projects.state.ts';
import { endpoint as conatHubProjectsStatus } from './conat/hub/projects.status.ts';
import { endpoint as conatHubProjectsStop } from './conat/hub/projects.stop.ts';
import { endpoint as conatHubProjectsTouch } from './conat/hub/projects.touch.ts';
import { endpoint as conatHubPurchasesGetBalance } from './conat/hub/purchases.getBalance.ts';
import { endpoint as conatHubPurchasesGetMinBalance } from './conat/hub/purchases.getMinBalance.ts';
import { endpoint as conatHubSyncHistory } from './conat/hub/sync.history.ts';
import { endpoint as conatHubSystemAdminResetPasswordLink } from './conat/hub/system.adminResetPasswordLink.ts';
import { endpoint as conatHubSystemAdminSalesloftSync } from './conat/hub/system.adminSalesloftSync.ts';
import { endpoint as conatHubSystemDeletePassport } from './conat/hub/system.deletePassport.ts';
import { endpoint as conatHubSystemGenerateUserAuthToken } from './conat/hub/system.generateUserAuthToken.ts';
import { endpoint as conatHubSystemGetCustomize } from './conat/hub/system.getCustomize.ts';
import { endpoint as conatHubSystemGetNames } from './conat/hub/system.getNames.ts';
import { endpoint as conatHubSystemLogClientError } from './conat/hub/system.logClientError.ts';
import { endpoint as conatHubSystemManageApiKeys } from './conat/hub/system.manageApiKeys.ts';
import { endpoint as conatHubSystemPing } from './conat/hub/system.ping.ts';
import { endpoint as conatHubSystemRevokeUserAuthToken } from './conat/hub/system.revokeUserAuthToken.ts';
import { endpoint as conatHubSystemTerminate } from './conat/hub/system.terminate.ts';
import { endpoint as conatHubSystemTest } from './conat/hub/system.test.ts';
import { endpoint as conatHubSystemUserSalesloftSync } from './conat/hub/system.userSalesloftSync.ts';
import { endpoint as conatHubSystemUserSearch } from './conat/hub/system.userSearch.ts';
import { endpoint as conatHubSystemUserTracking } from './conat/hub/system.userTracking.ts';
import { endpoint as conatHubSystemWebappError } from './conat/hub/system.webappError.ts';
import { endpoint as conatProjectEditorJupyterKernels } from './conat/project/editor.jupyterKernels.ts';
import { endpoint as conatProjectSyncClose } from './conat/project/sync.close.ts';
import { endpoint as conatProjectSystemCanonicalPaths } from './conat/project/system.canonicalPaths.ts';
import { endpoint as conatProjectSystemDeleteFiles } from './conat/project/system.deleteFiles.ts';
import { endpoint as conatProjectSystemExec } from './conat/project/system.exec.ts';
import { endpoint as conatProjectSystemJupyterExecute } from './conat/project/system.jupyterExecute.ts';
import { endpoint as conatProjectSystemListJupyterKernels } from './conat/project/system.listJupyterKernels.ts';
import { endpoint as conatProjectSystemListing } from './conat/project/system.listing.ts';
import { endpoint as conatProjectSystemMoveFiles } from './conat/project/system.moveFiles.ts';
import { endpoint as conatProjectSystemPing } from './conat/project/system.ping.ts';
import { endpoint as conatProjectSystemReadTextFileFromProject } from './conat/project/system.readTextFileFromProject.ts';
import { endpoint as conatProjectSystemRealpath } from './conat/project/system.realpath.ts';
import { endpoint as conatProjectSystemRenameFile } from './conat/project/system.renameFile.ts';
import { endpoint as conatProjectSystemSignal } from './conat/project/system.signal.ts';
import { endpoint as conatProjectSystemStopJupyterKernel } from './conat/project/system.stopJupyterKernel.ts';
import { endpoint as conatProjectSystemTerminate } from './conat/project/system.terminate.ts';
import { endpoint as conatProjectSystemTest } from './conat/project/system.test.ts';
import { endpoint as conatProjectSystemVersion } from './conat/project/system.version.ts';
import { endpoint as conatProjectSystemWriteTextFileToProject } from './conat/project/system.writeTextFileToProject.ts';
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
import { endpoint as v2AccountsBan } from './v2/accounts/ban.ts';
import { endpoint as v2AccountsDelete } from './v2/accounts/delete.ts';
import { endpoint as v2AccountsGetEmailAddress } from './v2/accounts/get-email-address.ts';
import { endpoint as v2AccountsGetNames } from './v2/accounts/get-names.ts';
import { endpoint as v2AccountsProfile } from './v2/accounts/profile.ts';
import { endpoint as v2AccountsRemoveBan } from './v2/accounts/remove-ban.ts';
import { endpoint as v2AccountsSearch } from './v2/accounts/search.ts';
import { endpoint as v2AccountsSendVerificationEmail } from './v2/accounts/send-verification-email.ts';
import { endpoint as v2AccountsSetEmailAddress } from './v2/accounts/set-email-address.ts';
import { endpoint as v2AccountsSetName } from './v2/accounts/set-name.ts';
import { endpoint as v2AccountsSetPassword } from './v2/accounts/set-password.ts';
import { endpoint as v2AccountsSignOut } from './v2/accounts/sign-out.ts';
import { endpoint as v2ApiKeys } from './v2/api-keys.ts';
import { endpoint as v2AuthEphemeral } from './v2/auth/ephemeral.ts';
import { endpoint as v2AuthHasPassword } from './v2/auth/has-password.ts';
import { endpoint as v2AuthPasswordReset } from './v2/auth/password-reset.ts';
import { endpoint as v2AuthPasswordStrength } from './v2/auth/password-strength.ts';
import { endpoint as v2AuthRedeemPasswordReset } from './v2/auth/redeem-password-reset.ts';
import { endpoint as v2AuthRedeemVerifyEmail } from './v2/auth/redeem-verify-email.ts';
import { endpoint as v2AuthRequiresToken } from './v2/auth/requires-token.ts';
import { endpoint as v2AuthSignIn } from './v2/auth/sign-in.ts';
import { endpoint as v2AuthSignUp } from './v2/auth/sign-up.ts';
import { endpoint as v2AuthSsoStrategies } from './v2/auth/sso-strategies.ts';
import { endpoint as v2AuthUnlinkStrategy } from './v2/auth/unlink-strategy.ts';
import { endpoint as v2BookmarksAdd } from './v2/bookmarks/add.ts';
import { endpoint as v2BookmarksGet } from './v2/bookmarks/get.ts';
import { endpoint as v2BookmarksRemove } from './v2/bookmarks/remove.ts';
import { endpoint as v2BookmarksSet } from './v2/bookmarks/set.ts';
import { endpoint as v2ComputeControl } from './v2/compute/control.ts';
import { endpoint as v2ComputeGetServerTitle } from './v2/compute/get-server-title.ts';
import { endpoint as v2ComputeGetServersById } from './v2/compute/get-servers-by-id.ts';
import { endpoint as v2ComputeGetServers } from './v2/compute/get-servers.ts';
import { endpoint as v2ComputeGetTemplate } from './v2/compute/get-template.ts';
import { endpoint as v2Customize } from './v2/customize.ts';
import { endpoint as v2Exec } from './v2/exec.ts';
import { endpoint as v2FileAccess } from './v2/file-access.ts';
import { endpoint as v2JupyterExecute } from './v2/jupyter/execute.ts';
import { endpoint as v2JupyterKernels } from './v2/jupyter/kernels.ts';
import { endpoint as v2Latex } from './v2/latex.ts';
import { endpoint as v2LicensesCheckDiskName } from './v2/licenses/check-disk-name.ts';
import { endpoint as v2LicensesGetLicense } from './v2/licenses/get-license.ts';
import { endpoint as v2LicensesGetManaged } from './v2/licenses/get-managed.ts';
import { endpoint as v2LicensesGetProjectsWithLicense } from './v2/licenses/get-projects-with-license.ts';
import { endpoint as v2LicensesGetProjects } from './v2/licenses/get-projects.ts';
import { endpoint as v2MessagesGet } from './v2/messages/get.ts';
import { endpoint as v2MessagesSend } from './v2/messages/send.ts';
import { endpoint as v2NewsEdit } from './v2/news/edit.ts';
import { endpoint as v2NewsList } from './v2/news/list.ts';
import { endpoint as v2ProjectsCall } from './v2/projects/call.ts';
import { endpoint as v2ProjectsCollaboratorsAdd } from './v2/projects/collaborators/add.ts';
import { endpoint as v2ProjectsCollaboratorsChangeUserType } from './v2/projects/collaborators/change-user-type.ts';
import { endpoint as v2ProjectsCollaboratorsList } from './v2/projects/collaborators/list.ts';
import { endpoint as v2ProjectsCollaboratorsRemove } from './v2/projects/collaborators/remove.ts';
import { endpoint as v2ProjectsCopyPathStatus } from './v2/projects/copy-path-status.ts';
import { endpoint as v2ProjectsCopyPath } from './v2/projects/copy-path.ts';
import { endpoint as v2ProjectsCopyUrl } from './v2/projects/copy-url.ts';
import { endpoint as v2ProjectsCourseSetCourseInfo } from './v2/projects/course/set-course-info.ts';
import { endpoint as v2ProjectsCreate } from './v2/projects/create.ts';
import { endpoint as v2ProjectsDelete } from './v2/projects/delete.ts';
import { endpoint as v2ProjectsFilenameSearch } from './v2/projects/filename-search.ts';
import { endpoint as v2ProjectsGetOne } from './v2/projects/get-one.ts';
import { endpoint as v2ProjectsGet } from './v2/projects/get.ts';
import { endpoint as v2ProjectsPublicPathLicense } from './v2/projects/public-path-license.ts';
import { endpoint as v2ProjectsRestore } from './v2/projects/restore.ts';
import { endpoint as v2ProjectsSetAdminQuotas } from './v2/projects/set-admin-quotas.ts';
import { endpoint as v2ProjectsStart } from './v2/projects/start.ts';
import { endpoint as v2ProjectsStop } from './v2/projects/stop.ts';
import { endpoint as v2ProjectsTouch } from './v2/projects/touch.ts';
import { endpoint as v2ProjectsUpdate } from './v2/projects/update.ts';
import { endpoint as v2ProjectsWriteTextFile } from './v2/projects/write-text-file.ts';
import { endpoint as v2PublicPathsListingCached } from './v2/public-paths/listing-cached.ts';
import { endpoint as v2PublicPathsSave } from './v2/public-paths/save.ts';
import { endpoint as v2PublicPathsStar } from './v2/public-paths/star.ts';
import { endpoint as v2PublicPathsUnstar } from './v2/public-paths/unstar.ts';
import { endpoint as v2PurchasesGetBalanceAdmin } from './v2/purchases/get-balance-admin.ts';
import { endpoint as v2PurchasesGetBalance } from './v2/purchases/get-balance.ts';
import { endpoint as v2PurchasesGetChargesByService } from './v2/purchases/get-charges-by-service.ts';
import { endpoint as v2PurchasesGetClosingDates } from './v2/purchases/get-closing-dates.ts';
import { endpoint as v2PurchasesGetCostPerDay } from './v2/purchases/get-cost-per-day.ts';
import { endpoint as v2PurchasesGetCurrentCheckoutSession } from './v2/purchases/get-current-checkout-session.ts';
import { endpoint as v2PurchasesGetLiveSubscriptions } from './v2/purchases/get-live-subscriptions.ts';
import { endpoint as v2PurchasesGetMaxProjectQuotas } from './v2/purchases/get-max-project-quotas.ts';
import { endpoint as v2PurchasesGetMinBalance } from './v2/purchases/get-min-balance.ts';
import { endpoint as v2PurchasesGetPricesProjectQuotas } from './v2/purchases/get-prices-project-quotas.ts';
import { endpoint as v2PurchasesGetPurchasesAdmin } from './v2/purchases/get-purchases-admin.ts';
import { endpoint as v2PurchasesGetPurchases } from './v2/purchases/get-purchases.ts';
import { endpoint as v2PurchasesGetQuotas } from './v2/purchases/get-quotas.ts';
import { endpoint as v2PurchasesGetServiceCost } from './v2/purchases/get-service-cost.ts';
import { endpoint as v2PurchasesGetShoppingCartCheckoutParams } from './v2/purchases/get-shopping-cart-checkout-params.ts';
import { endpoint as v2PurchasesGetSpendRate } from './v2/purchases/get-spend-rate.ts';
import { endpoint as v2PurchasesGetStatements } from './v2/purchases/get-statements.ts';
import { endpoint as v2PurchasesGetStripePublishableKey } from './v2/purchases/get-stripe-publishable-key.ts';
import { endpoint as v2PurchasesGetSubscriptions } from './v2/purchases/get-subscriptions.ts';
import { endpoint as v2PurchasesGetUnpaidInvoices } from './v2/purchases/get-unpaid-invoices.ts';
import { endpoint as v2PurchasesIsPurchaseAllowed } from './v2/purchases/is-purchase-allowed.ts';
import { endpoint as v2PurchasesResetClosingDate } from './v2/purchases/reset-closing-date.ts';
import { endpoint as v2PurchasesSetProjectQuota } from './v2/purchases/set-project-quota.ts';
import { endpoint as v2PurchasesSetQuota } from './v2/purchases/set-quota.ts';
import { endpoint as v2PurchasesShoppingCartCheckout } from './v2/purchases/shopping-cart-checkout.ts';
import { endpoint as v2PurchasesStudentPayLink } from './v2/purchases/student-pay-link.ts';
import { endpoint as v2PurchasesStudentPayTransfer } from './v2/purchases/student-pay-transfer.ts';
import { endpoint as v2ShoppingCartAdd } from './v2/shopping/cart/add.ts';
import { endpoint as v2ShoppingCartChecked } from './v2/shopping/cart/checked.ts';
import { endpoint as v2ShoppingCartDelete } from './v2/shopping/cart/delete.ts';
import { endpoint as v2ShoppingCartEdit } from './v2/shopping/cart/edit.ts';
import { endpoint as v2ShoppingCartGet } from './v2/shopping/cart/get.ts';
import { endpoint as v2ShoppingCartProcessing } from './v2/shopping/cart/processing.ts';
import { endpoint as v2ShoppingCartRecentPurchases } from './v2/shopping/cart/recent-purchases.ts';
import { endpoint as v2ShoppingCartRemove } from './v2/shopping/cart/remove.ts';
import { endpoint as v2TokenAction } from './v2/token-action.ts';
import { endpoint as v2UserQuery } from './v2/user-query.ts';
import { endpoint as v2VouchersGetVoucherCodes } from './v2/vouchers/get-voucher-codes.ts';
import { endpoint as v2VouchersRecentVouchers } from './v2/vouchers/recent-vouchers.ts';
import { endpoint as v2VouchersRedeem } from './v2/vouchers/redeem.ts';

export const hubFunctions: readonly HubFunction[] = [
  conatHubDbFileUseTimes,
  conatHubDbGetLegacyTimeTravelInfo,
  conatHubDbGetLegacyTimeTravelPatches,
  conatHubDbRemoveBlobTtls,
  conatHubDbTouch,
  conatHubDbUserQuery,
  conatHubJupyterExecute,
  conatHubJupyterKernels,
  conatHubMessagesGet,
  conatHubMessagesSend,
  conatHubOrgAddAdmin,
  conatHubOrgAddUser,
  conatHubOrgCreate,
  conatHubOrgCreateToken,
  conatHubOrgCreateUser,
  conatHubOrgExpireToken,
  conatHubOrgGet,
  conatHubOrgGetAll,
  conatHubOrgGetUsers,
  conatHubOrgMessage,
  conatHubOrgRemoveAdmin,
  conatHubOrgRemoveUser,
  conatHubOrgSet,
  conatHubProjectsAddCollaborator,
  conatHubProjectsChangeUserType,
  conatHubProjectsCopyPathBetweenProjects,
  conatHubProjectsCreateProject,
  conatHubProjectsDeleteProject,
  conatHubProjectsInviteCollaborator,
  conatHubProjectsInviteCollaboratorWithoutAccount,
  conatHubProjectsRemoveCollaborator,
  conatHubProjectsSetQuotas,
  conatHubProjectsStart,
  conatHubProjectsState,
  conatHubProjectsStatus,
  conatHubProjectsStop,
  conatHubProjectsTouch,
  conatHubPurchasesGetBalance,
  conatHubPurchasesGetMinBalance,
  conatHubSyncHistory,
  conatHubSystemAdminResetPasswordLink,
  conatHubSystemAdminSalesloftSync,
  conatHubSystemDeletePassport,
  conatHubSystemGenerateUserAuthToken,
  conatHubSystemGetCustomize,
  conatHubSystemGetNames,
  conatHubSystemLogClientError,
  conatHubSystemManageApiKeys,
  conatHubSystemPing,
  conatHubSystemRevokeUserAuthToken,
  conatHubSystemTerminate,
  conatHubSystemTest,
  conatHubSystemUserSalesloftSync,
  conatHubSystemUserSearch,
  conatHubSystemUserTracking,
  conatHubSystemWebappError,
];

export const projectFunctions: readonly ProjectFunction[] = [
  conatProjectEditorJupyterKernels,
  conatProjectSyncClose,
  conatProjectSystemCanonicalPaths,
  conatProjectSystemDeleteFiles,
  conatProjectSystemExec,
  conatProjectSystemJupyterExecute,
  conatProjectSystemListJupyterKernels,
  conatProjectSystemListing,
  conatProjectSystemMoveFiles,
  conatProjectSystemPing,
  conatProjectSystemReadTextFileFromProject,
  conatProjectSystemRealpath,
  conatProjectSystemRenameFile,
  conatProjectSystemSignal,
  conatProjectSystemStopJupyterKernel,
  conatProjectSystemTerminate,
  conatProjectSystemTest,
  conatProjectSystemVersion,
  conatProjectSystemWriteTextFileToProject,
];

export const v1: readonly Endpoint[] = [
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

export const v2: readonly RestEndpoint[] = [
  v2AccountsBan,
  v2AccountsDelete,
  v2AccountsGetEmailAddress,
  v2AccountsGetNames,
  v2AccountsProfile,
  v2AccountsRemoveBan,
  v2AccountsSearch,
  v2AccountsSendVerificationEmail,
  v2AccountsSetEmailAddress,
  v2AccountsSetName,
  v2AccountsSetPassword,
  v2AccountsSignOut,
  v2ApiKeys,
  v2AuthEphemeral,
  v2AuthHasPassword,
  v2AuthPasswordReset,
  v2AuthPasswordStrength,
  v2AuthRedeemPasswordReset,
  v2AuthRedeemVerifyEmail,
  v2AuthRequiresToken,
  v2AuthSignIn,
  v2AuthSignUp,
  v2AuthSsoStrategies,
  v2AuthUnlinkStrategy,
  v2BookmarksAdd,
  v2BookmarksGet,
  v2BookmarksRemove,
  v2BookmarksSet,
  v2ComputeControl,
  v2ComputeGetServerTitle,
  v2ComputeGetServersById,
  v2ComputeGetServers,
  v2ComputeGetTemplate,
  v2Customize,
  v2Exec,
  v2FileAccess,
  v2JupyterExecute,
  v2JupyterKernels,
  v2Latex,
  v2LicensesCheckDiskName,
  v2LicensesGetLicense,
  v2LicensesGetManaged,
  v2LicensesGetProjectsWithLicense,
  v2LicensesGetProjects,
  v2MessagesGet,
  v2MessagesSend,
  v2NewsEdit,
  v2NewsList,
  v2ProjectsCall,
  v2ProjectsCollaboratorsAdd,
  v2ProjectsCollaboratorsChangeUserType,
  v2ProjectsCollaboratorsList,
  v2ProjectsCollaboratorsRemove,
  v2ProjectsCopyPathStatus,
  v2ProjectsCopyPath,
  v2ProjectsCopyUrl,
  v2ProjectsCourseSetCourseInfo,
  v2ProjectsCreate,
  v2ProjectsDelete,
  v2ProjectsFilenameSearch,
  v2ProjectsGetOne,
  v2ProjectsGet,
  v2ProjectsPublicPathLicense,
  v2ProjectsRestore,
  v2ProjectsSetAdminQuotas,
  v2ProjectsStart,
  v2ProjectsStop,
  v2ProjectsTouch,
  v2ProjectsUpdate,
  v2ProjectsWriteTextFile,
  v2PublicPathsListingCached,
  v2PublicPathsSave,
  v2PublicPathsStar,
  v2PublicPathsUnstar,
  v2PurchasesGetBalanceAdmin,
  v2PurchasesGetBalance,
  v2PurchasesGetChargesByService,
  v2PurchasesGetClosingDates,
  v2PurchasesGetCostPerDay,
  v2PurchasesGetCurrentCheckoutSession,
  v2PurchasesGetLiveSubscriptions,
  v2PurchasesGetMaxProjectQuotas,
  v2PurchasesGetMinBalance,
  v2PurchasesGetPricesProjectQuotas,
  v2PurchasesGetPurchasesAdmin,
  v2PurchasesGetPurchases,
  v2PurchasesGetQuotas,
  v2PurchasesGetServiceCost,
  v2PurchasesGetShoppingCartCheckoutParams,
  v2PurchasesGetSpendRate,
  v2PurchasesGetStatements,
  v2PurchasesGetStripePublishableKey,
  v2PurchasesGetSubscriptions,
  v2PurchasesGetUnpaidInvoices,
  v2PurchasesIsPurchaseAllowed,
  v2PurchasesResetClosingDate,
  v2PurchasesSetProjectQuota,
  v2PurchasesSetQuota,
  v2PurchasesShoppingCartCheckout,
  v2PurchasesStudentPayLink,
  v2PurchasesStudentPayTransfer,
  v2ShoppingCartAdd,
  v2ShoppingCartChecked,
  v2ShoppingCartDelete,
  v2ShoppingCartEdit,
  v2ShoppingCartGet,
  v2ShoppingCartProcessing,
  v2ShoppingCartRecentPurchases,
  v2ShoppingCartRemove,
  v2TokenAction,
  v2UserQuery,
  v2VouchersGetVoucherCodes,
  v2VouchersRecentVouchers,
  v2VouchersRedeem,
];
