// Written by `npm run refresh` from the contracts.

/** Messages that are no requests of API v1. */
export const messageNames: readonly string[] = [
  "account_created",
  "account_creation_failed",
  "account_deleted",
  "admin_ban_user",
  "admin_reset_password",
  "api_key",
  "api_key_info",
  "api_messages",
  "available_upgrades",
  "changed_email_address",
  "changed_password",
  "compute",
  "compute_server_status",
  "connect_to_session",
  "cookies",
  "copy_path_between_projects_response",
  "copy_path_status_response",
  "documentation",
  "error",
  "examples",
  "execute_code",
  "execute_javascript",
  "file_read_from_project",
  "file_written_to_project",
  "forgot_password_response",
  "heartbeat",
  "invite_noncloud_collaborators_resp",
  "jupyter_port",
  "local_hub",
  "open_project",
  "output",
  "pong",
  "print_to_pdf",
  "printed_to_pdf",
  "project_created",
  "project_exec_output",
  "project_opened",
  "project_set_quotas",
  "project_state_update",
  "project_users",
  "projects_running_on_server",
  "public_directory_listing",
  "public_text_file_contents",
  "purchase_license_resp",
  "query_cancel",
  "read_file_from_project",
  "reconnect",
  "remember_me_failed",
  "remove_all_upgrades",
  "remove_blob_ttls",
  "reset_forgot_password_response",
  "sagews_execute_code",
  "sagews_interrupt",
  "sagews_output",
  "sagews_output_ack",
  "sagews_quit",
  "sagews_start",
  "save_blob",
  "send_verification_email",
  "session_connected",
  "session_description",
  "session_reconnect",
  "session_started",
  "sign_in",
  "sign_in_failed",
  "sign_in_using_auth_token",
  "sign_out",
  "signed_in",
  "signed_out",
  "start_session",
  "storage",
  "stripe_admin_create_invoice_item",
  "stripe_charges",
  "stripe_coupon",
  "stripe_invoices",
  "stripe_subscriptions",
  "stripe_sync_site_license_subscriptions",
  "success",
  "support_ticket_url",
  "support_tickets",
  "syncdoc_history",
  "temporary_link_to_file_read_from_project",
  "terminate_session",
  "text_file_read_from_project",
  "user_auth_token",
  "user_search_results",
  "user_tracking",
  "usernames",
  "version",
  "webapp_error",
  "write_file_to_project"
];

/** Groups of functions, and the functions in them that are not served: declared to clients, or not even that. */
export const functionNames: Readonly<
  Record<'conat/hub' | 'conat/project', Readonly<Record<'groups' | 'declared' | 'undeclared', readonly string[]>>>
> = {
  "conat/hub": {
    "groups": [
      "db",
      "jupyter",
      "messages",
      "org",
      "projects",
      "purchases",
      "sync",
      "system"
    ],
    "declared": [
      "system.sendEmailVerification"
    ],
    "undeclared": [
      "org.getAccount"
    ]
  },
  "conat/project": {
    "groups": [
      "editor",
      "sync",
      "system"
    ],
    "declared": [
      "system.configuration",
      "editor.newFile",
      "editor.jupyterStripNotebook",
      "editor.jupyterNbconvert",
      "editor.jupyterRunNotebook",
      "editor.jupyterKernelLogo",
      "editor.formatterString",
      "editor.printSageWS",
      "editor.createTerminalService"
    ],
    "undeclared": []
  }
};
