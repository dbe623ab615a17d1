// Written by `npm run refresh` from contracts/: what each operation takes, and what it answers if it succeeds.

export interface Operations {
  'v1/add_collaborator': {
    request: {
      id?: string;
      project_id?: string | string[];
      account_id: string | string[];
      token_id?: string | string[];
    };
    answer: {
      event: 'success';
      id: string;
      project_id?: string | string[];
    };
  };
  'v1/add_license_to_project': {
    request: {
      id?: string;
      project_id: string;
      license_id: string;
    };
    answer: {
      event: 'success';
      id: string;
    };
  };
  'v1/change_email_address': {
    request: {
      id?: string;
      account_id: string;
      old_email_address?: string;
      new_email_address: string;
      password?: string;
    };
    answer: {
      event: 'changed_email_address';
      id: string;
      error: false;
    };
  };
  'v1/change_password': {
    request: {
      id?: string;
      account_id: string;
      old_password?: string;
      new_password: string;
    };
    answer: {
      event: 'changed_password';
      id: string;
    };
  };
  'v1/copy_path_between_projects': {
    request: {
      id?: string;
      src_project_id: string;
      src_path: string;
      target_project_id: string;
      target_path?: string;
      overwrite_newer?: boolean;
      delete_missing?: boolean;
      backup?: boolean;
      timeout?: number;
      exclude_history?: boolean;
      wait_until_done?: boolean;
      scheduled?: string;
    };
    answer:
      | {
          event: 'success';
          id: string;
        }
      | {
          event: 'copy_path_between_projects_response';
          copy_path_id: string;
          note: 'Query copy_path_status with the copy_path_id to learn if the copy operation was successful.';
          id: string;
        };
  };
  'v1/copy_path_delete': {
    request: {
      copy_path_id?: string;
    };
    answer: {
      event: 'copy_path_status_response';
      data: string;
      id: string;
    };
  };
  'v1/copy_path_status': {
    request: {
      copy_path_id?: string;
      src_project_id?: string;
      target_project_id?: string;
      src_path?: string;
      limit?: number;
      offset?: number;
      pending?: boolean;
      failed?: boolean;
    };
    answer: {
      event: 'copy_path_status_response';
      data:
        | {
            copy_path_id: string;
            time: string;
            source_project_id: string;
            source_path: string;
            target_project_id: string;
            target_path: string;
            overwrite_newer: boolean;
            delete_missing: boolean;
            backup: boolean;
            started?: string;
            finished?: string;
            scheduled?: string;
            error?: string;
          }
        | {
            copy_path_id: string;
            time: string;
            source_project_id: string;
            source_path: string;
            target_project_id: string;
            target_path: string;
            overwrite_newer: boolean;
            delete_missing: boolean;
            backup: boolean;
            started: string | null;
            finished: string | null;
            scheduled: string | null;
            error: string | null;
          }[];
      id: string;
    };
  };
  'v1/copy_public_path_between_projects': {
    request: {
      id?: string;
      src_project_id: string;
      src_path: string;
      target_project_id: string;
      target_path?: string;
      overwrite_newer?: boolean;
      delete_missing?: boolean;
      backup?: boolean;
      timeout?: number;
      exclude_history?: boolean;
    };
    answer: {
      event: 'success';
      id: string;
    };
  };
  'v1/create_account': {
    request: {
      id?: string;
      password?: string;
      agreed_to_terms?: boolean;
      token?: string;
      get_api_key?: unknown;
      usage_intent?: string;
      first_name?: string;
      last_name?: string;
      email_address?: string;
    };
    answer: {
      event: 'account_created';
      account_id: string;
      api_key?: string;
      id: string;
    };
  };
  'v1/create_project': {
    request: {
      id?: string;
      title?: string;
      description?: string;
      image?: string;
      license?: string;
      start?: boolean;
    };
    answer: {
      event: 'project_created';
      id: string;
      project_id: string;
    };
  };
  'v1/create_support_ticket': {
    request: {
      id?: string;
      username?: string;
      email_address: string;
      subject: string;
      body: string;
      tags?: string[];
      account_id?: string;
      location?: string;
      info?: Record<string, unknown>;
    };
    answer: {
      event: 'support_ticket_url';
      id: string;
      url: string;
    };
  };
  'v1/delete_account': {
    request: {
      id?: string;
      account_id: string;
    };
    answer: {
      event: 'account_deleted';
      id: string;
    };
  };
  'v1/disconnect_from_project': {
    request: {
      id?: string;
      project_id: string;
    };
    answer: {
      event: 'success';
      id: string;
    };
  };
  'v1/forgot_password': {
    request: {
      id?: string;
      email_address: string;
    };
    answer: {
      event: 'forgot_password_response';
      id: string;
      error: false;
    };
  };
  'v1/get_available_upgrades': {
    request: {
      id?: string;
    };
    answer: {
      id: string;
      event: 'available_upgrades';
      total: {
        [k: string]: number;
      };
      excess: {
        [k: string]: {
          [k: string]: number;
        };
      };
      available: {
        [k: string]: number;
      };
    };
  };
  'v1/get_support_tickets': {
    request: {
      id?: string;
    };
    answer: {
      event: 'support_tickets';
      id: string;
      tickets: {
        id: number;
        subject: string;
        description: string;
        created_at: string;
        updated_at: string;
        status: string;
        url: string;
      }[];
    };
  };
  'v1/get_usernames': {
    request: {
      id?: string;
      account_ids: string[];
    };
    answer: {
      event: 'usernames';
      id: string;
      usernames: {
        [k: string]: {
          first_name?: string | null;
          last_name?: string | null;
        };
      };
    };
  };
  'v1/invite_collaborator': {
    request: {
      id?: string;
      project_id: string;
      account_id: string;
      title?: string;
      link2proj?: string;
      replyto?: string;
      replyto_name?: string;
      email?: string;
      subject?: string;
    };
    answer: {
      event: 'success';
      id: string;
    };
  };
  'v1/invite_noncloud_collaborators': {
    request: {
      id?: string;
      project_id: string;
      to: string;
      email: string;
      title: string;
      link2proj: string;
      replyto?: string;
      replyto_name?: string;
      subject?: string;
    };
    answer: {
      event: 'invite_noncloud_collaborators_resp';
      id: string;
      mesg: string;
    };
  };
  'v1/log_client_error': {
    request: {
      id?: string;
      error: string;
    };
    answer: {
      event: 'success';
      id: string;
    };
  };
  'v1/metrics': {
    request: {
      metrics: Record<string, unknown>;
    };
    answer: never;
  };
  'v1/ping': {
    request: {
      id?: string;
    };
    answer: {
      event: 'pong';
      id: string;
      now: string;
    };
  };
  'v1/project_exec': {
    request: {
      id?: string;
      project_id: string;
      path?: string;
      command: string;
      args?: string[];
      timeout?: number;
      aggregate?: unknown;
      max_output?: number;
      bash?: boolean;
      err_on_exit?: boolean;
    };
    answer: {
      event: 'project_exec_output';
      id: string;
      stdout: string;
      stderr: string;
      exit_code: number;
    };
  };
  'v1/public_get_directory_listing': {
    request: {
      id?: string;
      project_id: string;
      path: string;
      hidden?: boolean;
      time?: boolean;
      start?: number;
      limit?: number;
    };
    answer: {
      event: 'public_directory_listing';
      id: string;
      result: {
        files?: {
          name: string;
          mtime?: number;
          size?: number;
          isdir?: true;
          issymlink?: true;
          link_target?: string;
          error?: string;
        }[];
        more?: true;
        error?: string;
      };
    };
  };
  'v1/public_get_text_file': {
    request: {
      id?: string;
      project_id: string;
      path: string;
    };
    answer: {
      event: 'public_text_file_contents';
      id: string;
      data: string;
    };
  };
  'v1/query': {
    request: {
      id?: string;
      query: Record<string, unknown> | Record<string, unknown>[];
      changes?: boolean;
      multi_response?: boolean;
      options?: Record<string, unknown>[];
    };
    answer: {
      query:
        | {
            [k: string]: {} | Record<string, unknown>[];
          }
        | (
            | {
                [k: string]: {} | Record<string, unknown>[];
              }
            | unknown[]
          )[];
      multi_response: false | 0 | '';
      event: 'query';
      id: string;
      changes?: unknown;
      options?: unknown;
    };
  };
  'v1/read_text_file_from_project': {
    request: {
      id?: string;
      project_id: string | string[];
      path: string | string[];
    };
    answer: {
      event: 'text_file_read_from_project';
      id: string;
      content:
        | string
        | (
            | {
                path: string;
                project_id: string;
                content: string;
              }
            | {
                path: string;
                project_id: string;
                error:
                  | string
                  | {
                      errno: number;
                      code: string;
                      syscall?: string;
                      path?: string;
                    };
              }
          )[];
    };
  };
  'v1/remove_collaborator': {
    request: {
      id?: string;
      project_id: string;
      account_id: string;
    };
    answer: {
      event: 'success';
      id: string;
    };
  };
  'v1/remove_license_from_project': {
    request: {
      id?: string;
      project_id: string;
      license_id: string;
    };
    answer: {
      event: 'success';
      id: string;
    };
  };
  'v1/reset_forgot_password': {
    request: {
      id?: string;
      reset_code: string;
      new_password: string;
    };
    answer: {
      event: 'reset_forgot_password_response';
      id: string;
      error: false;
    };
  };
  'v1/start_metrics': {
    request: {
      interval_s: number;
    };
    answer: never;
  };
  'v1/touch_project': {
    request: {
      id?: string;
      project_id: string;
    };
    answer: {
      event: 'success';
      id: string;
    };
  };
  'v1/unlink_passport': {
    request: {
      strategy: string;
      id: number | string;
    };
    answer: {
      event: 'success';
      id: string | number;
    };
  };
  'v1/user_auth': {
    request: {
      id?: string;
      account_id: string;
      password: string;
    };
    answer: {
      event: 'user_auth_token';
      id: string;
      auth_token: string;
    };
  };
  'v1/user_search': {
    request: {
      id?: string;
      query: string;
      admin?: boolean;
      active?: string;
      limit?: number;
    };
    answer: {
      event: 'user_search_results';
      id: string;
      results: {
        account_id: string;
        first_name?: string | null;
        last_name?: string | null;
        email_address?: string | null;
        last_active?: string | null;
        created?: string | null;
        email_address_verified?: Record<string, unknown> | null;
        banned?: boolean | null;
      }[];
    };
  };
  'v1/write_text_file_to_project': {
    request: {
      id?: string;
      project_id: string;
      path: string;
      content: string;
    };
    answer: {
      event: 'file_written_to_project';
      id: string;
    };
  };
  'conat/hub/db.fileUseTimes': {
    request: {
      project_id: string;
      path: string;
      target_account_id?: string | null;
      limit?: number | null;
      access_times?: boolean;
      edit_times?: boolean;
    };
    answer: {
      target_account_id: string;
      access_times?: number[];
      edit_times?: number[];
    };
  };
  'conat/hub/db.getLegacyTimeTravelInfo': {
    request: {
      project_id: string;
      path: string;
    };
    answer: {
      uuid: string;
      users?: string[];
    };
  };
  'conat/hub/db.getLegacyTimeTravelPatches': {
    request: {
      uuid: string;
    };
    answer: string;
  };
  'conat/hub/db.removeBlobTtls': {
    request: {
      uuids: string[];
    };
    answer: null;
  };
  'conat/hub/db.touch': {
    request: {
      project_id?: string | null;
      path?: string | null;
      action?: string | null;
    };
    answer: null;
  };
  'conat/hub/db.userQuery': {
    request: {
      query: Record<string, unknown> | Record<string, unknown>[];
      options?: Record<string, unknown>[];
    };
    answer:
      | {
          [k: string]: {} | Record<string, unknown>[];
        }
      | {
          [k: string]: {} | Record<string, unknown>[];
        }[];
  };
  'conat/hub/jupyter.execute': {
    request: {
      input?: string | null;
      kernel?: string | null;
      history?: string[] | null;
      path?: string | null;
      project_id?: string | null;
      hash?: string | null;
      noCache?: unknown;
      tag?: unknown;
      timeout?: unknown;
    };
    answer: null | {
      id?: number;
      output: (
        | {
            data: Record<string, unknown>;
            metadata?: Record<string, unknown>;
          }
        | {
            name: 'stdout' | 'stderr';
            text: string;
          }
        | {
            traceback: string[];
            ename: string;
            evalue: string;
          }
        | {
            name: 'stdout';
            output_type: 'stream';
            text: string[];
          }
      )[];
      created: string;
    };
  };
  'conat/hub/jupyter.kernels': {
    request: {
      project_id?: string | null;
    };
    answer: {
      name: string;
      display_name: string;
      language: string;
      interrupt_mode?: string;
      env: Record<string, unknown>;
      metadata?: Record<string, unknown>;
      resource_dir: string;
      argv: string[];
    }[];
  };
  'conat/hub/messages.get': {
    request: {
      limit?: number | null;
      offset?: number | null;
      type?: string;
      cutoff?: string | null;
    };
    answer: {
      id: number;
      subject: string | null;
      body: string | null;
      from_id: string;
      to_ids: string[];
      sent: string | null;
      thread_id: number | null;
      read?: boolean;
      saved?: boolean;
      deleted?: boolean;
    }[];
  };
  'conat/hub/messages.send': {
    request: {
      to_ids: string[];
      subject: string;
      body: string;
      reply_id?: number | null;
      dedupMinutes?: number;
    };
    answer: number | null;
  };
  'conat/hub/org.addAdmin': {
    request: {
      name?: string | null;
      user?: string | null;
    };
    answer: null;
  };
  'conat/hub/org.addUser': {
    request: {
      name?: string | null;
      user?: string | null;
    };
    answer: null;
  };
  'conat/hub/org.create': {
    request: {
      name?: string | null;
    };
    answer: string;
  };
  'conat/hub/org.createToken': {
    request: {
      user?: string | null;
      expire?: number | null;
    };
    answer: {
      token: string;
      url: string;
    };
  };
  'conat/hub/org.createUser': {
    request: {
      name?: string | null;
      email?: string | null;
      firstName?: string | null;
      lastName?: string | null;
      password?: string | null;
    };
    answer: string;
  };
  'conat/hub/org.expireToken': {
    request: {
      token?: string | null;
    };
    answer: null;
  };
  'conat/hub/org.get': {
    request: {
      name?: string | null;
    };
    answer: {
      name: string | null;
      title: string | null;
      description: string | null;
      link: string | null;
      email_address: string | null;
      admin_account_ids: string[] | null;
    };
  };
  'conat/hub/org.getAll': {
    request: {};
    answer: {
      name: string | null;
      title: string | null;
      admin_account_ids: string[] | null;
    }[];
  };
  'conat/hub/org.getUsers': {
    request: {
      name?: string | null;
    };
    answer: {
      first_name: string | null;
      last_name: string | null;
      account_id: string;
      email_address: string | null;
      last_active: string | null;
    }[];
  };
  'conat/hub/org.message': {
    request: {
      name?: string | null;
      subject?: string | null;
      body?: string | null;
    };
    answer: null;
  };
  'conat/hub/org.removeAdmin': {
    request: {
      name?: string | null;
      user?: string | null;
    };
    answer: null;
  };
  'conat/hub/org.removeUser': {
    request: {
      name?: string | null;
      user?: string | null;
    };
    answer: null;
  };
  'conat/hub/org.set': {
    request: {
      name?: string | null;
      title?: string | null;
      description?: string | null;
      link?: string | null;
      email_address?: string | null;
    };
    answer: null;
  };
  'conat/hub/projects.addCollaborator': {
    request: {
      opts: {
        project_id?: string | string[];
        account_id: string | string[];
        token_id?: string | string[];
      };
    };
    answer: {
      project_id: string[] | string;
    };
  };
  'conat/hub/projects.changeUserType': {
    request: {
      opts: {
        project_id: string;
        target_account_id: string;
        new_group: 'owner' | 'collaborator';
      };
    };
    answer: null;
  };
  'conat/hub/projects.copyPathBetweenProjects': {
    request: {
      src_project_id: string;
      src_path: string;
      target_project_id?: string | null;
      target_path?: string | null;
      overwrite_newer?: unknown;
      delete_missing?: unknown;
      backup?: unknown;
      exclude?: unknown[] | string | null;
      timeout?: number | null;
      bwlimit?: number | null;
      debug_delay_ms?: unknown;
      scheduled?: unknown;
      public?: unknown;
    };
    answer: null;
  };
  'conat/hub/projects.createProject': {
    request: {
      title?: unknown;
      description?: unknown;
      image?: unknown;
      license?: string | null;
      public_path_id?: unknown;
      noPool?: unknown;
      start?: unknown;
      ephemeral?: number | string | null;
      customize?: unknown;
      project_id?: string | null;
    };
    answer: string;
  };
  'conat/hub/projects.deleteProject': {
    request: {
      project_id: string;
    };
    answer: null;
  };
  'conat/hub/projects.inviteCollaborator': {
    request: {
      opts: {
        project_id: string;
        account_id: string;
        title?: string | null;
        link2proj?: string | null;
        replyto?: string | null;
        replyto_name?: string | null;
        email?: string | null;
        subject?: string | null;
      };
    };
    answer: null;
  };
  'conat/hub/projects.inviteCollaboratorWithoutAccount': {
    request: {
      opts: {
        project_id: string;
        title: string;
        link2proj: string;
        to: string;
        email: string;
        replyto?: string | null;
        replyto_name?: string | null;
        subject?: string | null;
      };
    };
    answer: null;
  };
  'conat/hub/projects.removeCollaborator': {
    request: {
      opts: {
        project_id: string;
        account_id: string;
      };
    };
    answer: null;
  };
  'conat/hub/projects.setQuotas': {
    request: {
      project_id: string;
      memory?: number;
      memory_request?: number;
      cpu_shares?: number;
      cores?: number;
      disk_quota?: number;
      mintime?: number;
      network?: number;
      member_host?: number;
      always_running?: number;
    };
    answer: null;
  };
  'conat/hub/projects.start': {
    request: {
      project_id: string;
    };
    answer: null;
  };
  'conat/hub/projects.state': {
    request: {
      project_id: string;
    };
    answer:
      | {
          ip: '127.0.0.1';
          state: 'opened' | 'running';
          time: string;
        }
      | {
          state: 'starting' | 'stopping' | 'opening' | 'closing' | 'unarchiving';
        }
      | {
          state: 'archived' | 'closed' | 'pending';
          time: string;
          ip?: string;
          error?: string;
        };
  };
  'conat/hub/projects.status': {
    request: {
      project_id: string;
    };
    answer:
      | {
          'project.pid': number;
          'hub-server.port': number;
          'browser-server.port': number;
          start_ts: number;
          session_id: string;
        }
      | Record<string, unknown>;
  };
  'conat/hub/projects.stop': {
    request: {
      project_id: string;
    };
    answer: null;
  };
  'conat/hub/projects.touch': {
    request: {
      project_id: string;
    };
    answer: null;
  };
  'conat/hub/purchases.getBalance': {
    request: {};
    answer: number;
  };
  'conat/hub/purchases.getMinBalance': {
    request: {};
    answer: number;
  };
  'conat/hub/sync.history': {
    request: {
      project_id: string;
      path: string;
      start_seq?: number;
      end_seq?: number;
    };
    answer: {
      patches: Record<string, unknown>[];
      info: Record<string, unknown>;
    };
  };
  'conat/hub/system.adminResetPasswordLink': {
    request: {
      user_account_id: string;
    };
    answer: string;
  };
  'conat/hub/system.adminSalesloftSync': {
    request: {
      account_ids?: string[];
    };
    answer: null;
  };
  'conat/hub/system.deletePassport': {
    request: {
      strategy: string;
      id: string;
    };
    answer: null;
  };
  'conat/hub/system.generateUserAuthToken': {
    request: {
      user_account_id: string;
      password?: string;
    };
    answer: string;
  };
  'conat/hub/system.getCustomize': {
    request: string[];
    answer: Record<string, unknown>;
  };
  'conat/hub/system.getNames': {
    request: string[];
    answer: {
      [k: string]: {
        first_name: string;
        last_name: string;
        profile?: Record<string, unknown> | null;
      };
    };
  };
  'conat/hub/system.logClientError': {
    request: {
      error?: string;
    };
    answer: null;
  };
  'conat/hub/system.manageApiKeys': {
    request: {
      action?: string;
      project_id?: string | null;
      name?: string | null;
      expire?: string | null;
      id?: number | null;
    };
    answer:
      | ({
          id: number;
          account_id: string;
          expire: string | null;
          created: string;
          name: string | null;
          trunc: string;
          last_active: string | null;
          secret?: string;
        } | null)[]
      | null;
  };
  'conat/hub/system.ping': {
    request: {};
    answer: {
      now: number;
    };
  };
  'conat/hub/system.revokeUserAuthToken': {
    request: string;
    answer: null;
  };
  'conat/hub/system.terminate': {
    request: {
      service?: string;
    };
    answer: {
      status: 'terminated';
      service: 'changefeeds' | 'persist' | 'api';
    };
  };
  'conat/hub/system.test': {
    request: {};
    answer: {
      account_id: string;
      server_time: number;
    };
  };
  'conat/hub/system.userSalesloftSync': {
    request: {};
    answer: null;
  };
  'conat/hub/system.userSearch': {
    request: {
      query?: string;
      limit?: number;
      admin?: boolean;
      only_email?: boolean;
    };
    answer: {
      account_id: string;
      first_name: string | null;
      last_name: string | null;
      name: string | null;
      email_address?: string | null;
      last_active: number | null;
      created: number;
      banned?: boolean | null;
      email_address_verified: boolean | Record<string, unknown> | null;
    }[];
  };
  'conat/hub/system.userTracking': {
    request: {
      value: Record<string, unknown>;
    };
    answer: null;
  };
  'conat/hub/system.webappError': {
    request: {};
    answer: null;
  };
  'conat/project/editor.jupyterKernels': {
    request: {
      noCache?: unknown;
    };
    answer: {
      name: string;
      display_name: string;
      language: string;
      interrupt_mode?: string;
      env: Record<string, unknown>;
      metadata?: Record<string, unknown>;
      resource_dir: string;
      argv: string[];
    }[];
  };
  'conat/project/sync.close': {
    request: unknown;
    answer: null;
  };
  'conat/project/system.canonicalPaths': {
    request: string[];
    answer: string[];
  };
  'conat/project/system.deleteFiles': {
    request: {
      paths: string[];
    };
    answer: null;
  };
  'conat/project/system.exec': {
    request: {
      command?: string;
      args?: (string | number | boolean | null)[] | null;
      bash?: unknown;
      path?: string | null;
      cwd?: string;
      timeout?: unknown;
      ulimit_timeout?: unknown;
      err_on_exit?: unknown;
      max_output?: unknown;
      env?: unknown;
      home?: unknown;
      aggregate?: unknown;
      verbose?: unknown;
      id?: unknown;
      async_call?: unknown;
      async_get?: unknown;
      async_stats?: unknown;
      async_await?: unknown;
      compute_server_id?: unknown;
    };
    answer:
      | {
          id?: unknown;
          type: 'blocking';
          stdout: string;
          stderr: string;
          exit_code: number;
        }
      | {
          type: 'async';
          stdout: string;
          stderr: string;
          exit_code: number;
          start: number;
          job_id: string;
          status: 'running';
          pid?: number;
          stats?: {
            timestamp: number;
            mem_rss: number;
            cpu_pct: number;
            cpu_secs: number;
          }[];
        }
      | {
          type: 'async';
          stdout: string;
          stderr: string;
          exit_code: number;
          start: number;
          job_id: string;
          status: 'completed' | 'error';
          pid?: number;
          elapsed_s: number;
          stats?: {
            timestamp: number;
            mem_rss: number;
            cpu_pct: number;
            cpu_secs: number;
          }[];
        };
  };
  'conat/project/system.jupyterExecute': {
    request: {
      input?: string | null;
      kernel?: string | null;
      history?: string[] | null;
      path?: string | null;
      pool?: unknown;
      limits?: unknown;
    };
    answer: (
      | {
          data: Record<string, unknown>;
          metadata?: Record<string, unknown>;
        }
      | {
          name: 'stdout' | 'stderr';
          text: string;
        }
      | {
          traceback: string[];
          ename: string;
          evalue: string;
        }
      | {
          name: 'stdout';
          output_type: 'stream';
          text: string[];
        }
    )[];
  };
  'conat/project/system.listJupyterKernels': {
    request: {};
    answer: {
      pid: number;
      connectionFile: string;
    }[];
  };
  'conat/project/system.listing': {
    request: {
      path: string;
      hidden?: unknown;
    };
    answer: {
      name: string;
      mtime: number;
      size?: number;
      isdir?: true;
      issymlink?: true;
      link_target?: string;
      error?: string;
    }[];
  };
  'conat/project/system.moveFiles': {
    request: {
      paths: string[];
      dest: string;
    };
    answer: null;
  };
  'conat/project/system.ping': {
    request: {};
    answer: {
      now: number;
    };
  };
  'conat/project/system.readTextFileFromProject': {
    request: {
      path: string;
    };
    answer: string;
  };
  'conat/project/system.realpath': {
    request: string;
    answer: string;
  };
  'conat/project/system.renameFile': {
    request: {
      src: string;
      dest: string;
    };
    answer: null;
  };
  'conat/project/system.signal': {
    request: {
      signal?: number | string;
      pid?: number | null;
      pids?: number[] | null;
    };
    answer: null;
  };
  'conat/project/system.stopJupyterKernel': {
    request: {
      pid?: unknown;
    };
    answer: {
      success: boolean;
    };
  };
  'conat/project/system.terminate': {
    request: {
      service: string;
    };
    answer: {
      status: 'terminated';
      service: 'open-files' | 'listings' | 'files:read' | 'files:write' | 'api';
    };
  };
  'conat/project/system.test': {
    request: {};
    answer: {
      project_id: string;
      server_time: number;
    };
  };
  'conat/project/system.version': {
    request: unknown;
    answer: number;
  };
  'conat/project/system.writeTextFileToProject': {
    request: {
      path: string;
      content: string;
    };
    answer: null;
  };
  'v2/accounts/ban': {
    request: {
      account_id: string;
    };
    answer: {
      status: 'success';
    };
  };
  'v2/accounts/delete': {
    request: unknown;
    answer: {
      status: 'success';
    };
  };
  'v2/accounts/get-email-address': {
    request: {
      account_id: string;
    };
    answer: {
      email_address?: string | null;
    };
  };
  'v2/accounts/get-names': {
    request: {
      account_ids?: unknown[];
    };
    answer: {
      names: Record<string, unknown>;
    };
  };
  'v2/accounts/profile': {
    request: {
      account_id?: string;
      noCache?: boolean;
    };
    answer: {
      profile: {
        account_id?: string;
        first_name?: string | null;
        last_name?: string | null;
        name?: string | null;
        image?: string;
        color?: string;
        is_admin?: boolean;
        is_partner?: boolean;
        is_anonymous?: boolean;
        email_address?: string | null;
      };
    };
  };
  'v2/accounts/remove-ban': {
    request: {
      account_id: string;
    };
    answer: {
      status: 'success';
    };
  };
  'v2/accounts/search': {
    request: {
      query: string;
    };
    answer: Record<string, unknown>[];
  };
  'v2/accounts/send-verification-email': {
    request: {
      email_address: string;
    };
    answer: {
      status: 'success';
    };
  };
  'v2/accounts/set-email-address': {
    request: {
      email_address: string;
      password: string;
    };
    answer: {
      status: 'success';
    };
  };
  'v2/accounts/set-name': {
    request: {
      account_id?: string;
      username?: string;
      first_name?: string;
      last_name?: string;
    };
    answer: {
      status: 'success';
    };
  };
  'v2/accounts/set-password': {
    request: {
      currentPassword: string;
      newPassword: string;
    };
    answer: {
      status: 'success';
    };
  };
  'v2/accounts/sign-out': {
    request: {
      all: boolean | null;
    };
    answer: {
      status: 'success';
    };
  };
  'v2/api-keys': {
    request: {
      action?: 'get' | 'create' | 'edit' | 'delete';
      project_id?: string;
      name?: string;
      expire?: string;
      id?: number;
    };
    answer: {
      response?: Record<string, unknown> | null[];
    };
  };
  'v2/auth/ephemeral': {
    request: {
      registrationToken: string;
    };
    answer: {
      account_id: string;
    };
  };
  'v2/auth/has-password': {
    request: {};
    answer: {
      hasPassword: boolean;
    };
  };
  'v2/auth/password-reset': {
    request: {
      email: string;
    };
    answer: {
      success: string;
    };
  };
  'v2/auth/password-strength': {
    request: {
      password: string;
    };
    answer: {
      score: number;
      help?: string;
    };
  };
  'v2/auth/redeem-password-reset': {
    request: {
      password: string;
      passwordResetId: string;
    };
    answer: {
      account_id: string;
    };
  };
  'v2/auth/redeem-verify-email': {
    request: {
      email_address: string;
      token: string;
    };
    answer: {};
  };
  'v2/auth/requires-token': {
    request: {};
    answer: boolean;
  };
  'v2/auth/sign-in': {
    request: {
      email: string;
      password: string;
    };
    answer: {
      account_id: string;
    };
  };
  'v2/auth/sign-up': {
    request:
      | {
          email: string;
          password: string;
          firstName: string;
          lastName: string;
          terms: boolean;
          anonymous?: false;
          registrationToken?: string;
          tags?: string[];
          publicPathId?: string;
          signupReason?: string;
          reCaptchaToken?: string;
        }
      | {
          anonymous: true;
          registrationToken?: string;
          tags?: string[];
          publicPathId?: string;
          signupReason?: string;
          reCaptchaToken?: string;
        };
    answer: {
      account_id: string;
    };
  };
  'v2/auth/sso-strategies': {
    request: {};
    answer: unknown[];
  };
  'v2/auth/unlink-strategy': {
    request: {
      name: string;
    };
    answer: {
      status: 'ok';
    };
  };
  'v2/bookmarks/add': {
    request: {
      type?: string;
      project_id?: string;
    };
    answer: {
      type?: unknown;
      project_id?: unknown;
      status: 'success' | 'error';
      error?: string;
    };
  };
  'v2/bookmarks/get': {
    request: {
      type?: string;
      project_id?: string;
    };
    answer: {
      type?: unknown;
      project_id?: unknown;
      /**
       * @maxItems 0
       */
      stars?: [];
      status: 'success' | 'error';
      error?: string;
    };
  };
  'v2/bookmarks/remove': {
    request: {
      type?: string;
      project_id?: string;
    };
    answer: {
      type?: unknown;
      project_id?: unknown;
      status: 'success' | 'error';
      error?: string;
    };
  };
  'v2/bookmarks/set': {
    request: {
      type?: string;
      project_id?: string;
    };
    answer: {
      type?: unknown;
      project_id?: unknown;
      status: 'success' | 'error';
      error?: string;
    };
  };
  'v2/compute/check-in': {
    request: {
      id: number;
      vpn_sha1?: string;
      storage_sha1?: string;
    };
    answer: {
      vpn: {
        image: string;
        nodes: {}[];
      };
      storage: {}[];
      vpn_sha1?: string;
      storage_sha1?: string;
    };
  };
  'v2/compute/compute-server-action': {
    request: {
      id: number;
      action: 'start' | 'stop' | 'reboot' | 'suspend' | 'resume' | 'deprovision';
    };
    answer: {
      result: string[];
    };
  };
  'v2/compute/control': {
    request: {
      id?: number;
    };
    answer: null;
  };
  'v2/compute/create-server': {
    request: {
      configuration: {};
      title: string;
      color: string;
      cloud: 'google-cloud' | 'hyperstack' | 'onprem';
      project_id: string;
      idle_timeout?: number;
      autorestart?: boolean;
      notes?: string;
      course_project_id?: string;
      course_server_id?: number;
    };
    answer: number;
  };
  'v2/compute/delete-api-key': {
    request: {
      id: number;
    };
    answer: {
      status: 'ok';
    };
  };
  'v2/compute/delete-server': {
    request: {
      id: number;
    };
    answer: {
      status: 'ok';
    };
  };
  'v2/compute/get-api-key': {
    request: {
      id: number;
    };
    answer: string;
  };
  'v2/compute/get-detailed-state': {
    request: {
      id: number;
      project_id: string;
      name?: string;
    };
    answer: string;
  };
  'v2/compute/get-images-google': {
    request: {
      noCache?: boolean;
    };
    answer: {
      [k: string]: {
        labels: {
          image: string;
          tag: string;
          arch: 'x86-64' | 'arm64';
          tested: string;
        };
        diskSizeGb: number;
        creationTimestamp: string;
      };
    };
  };
  'v2/compute/get-images': {
    request: {
      noCache?: boolean;
    };
    answer: {
      [k: string]: {
        system?: boolean;
        priority?: number;
        disabled?: boolean;
        label?: string;
        comment?: string;
        package?: string;
        package_arm64?: string;
        minDiskSizeGb?: number;
        dockerSizeGb?: number;
        gpu?: boolean;
        icon?: string;
        url?: string;
        source?: string;
        description?: string;
        versions?: {
          tag: string;
          tested: boolean;
          version?: string;
          label?: string;
        }[];
        videos?: string[];
        tutorials?: string[];
        jupyterKernels?: boolean;
        requireDns?: boolean;
        upstreamVersions?: string;
        proxy?: {
          path: string;
          target: string;
          ws?: boolean;
          app?: string;
          name?: string;
        };
      };
    };
  };
  'v2/compute/get-log': {
    request: {
      id: number;
    };
    answer: {
      account_id: string;
      project_id: string;
      id: string;
      time: string;
      event: {
        server_id: number;
        event: string;
        action: string;
        changes: {
          [k: string]: {
            to?: unknown;
            from?: unknown;
          };
        };
      };
    }[];
  };
  'v2/compute/get-network-usage': {
    request: {
      id: number;
      start: string;
      end: string;
    };
    answer: {
      amount: number;
      cost: number;
    };
  };
  'v2/compute/get-serial-port-output': {
    request: {
      id: number;
    };
    answer: string;
  };
  'v2/compute/get-server-state': {
    request: {
      id: number;
    };
    answer: 'deprovisioned' | 'off' | 'running' | 'starting' | 'stopping' | 'suspended' | 'suspending' | 'unknown';
  };
  'v2/compute/get-server-title': {
    request: {
      id: number;
    };
    answer: {
      color: string;
      title: string;
      project_specific_id: number;
    };
  };
  'v2/compute/get-servers-by-id': {
    request: {
      ids?: number[];
      fields?: string[];
    };
    answer: [];
  };
  'v2/compute/get-servers': {
    request: {
      id?: number;
      project_id?: string;
    };
    answer: {
      id: number;
      title: string;
    }[];
  };
  'v2/compute/get-template': {
    request: {
      id: number;
    };
    answer: {
      id: number;
      title: string;
      color: string;
      cloud: 'google-cloud' | 'hyperstack' | 'onprem';
      configuration: {
        cloud: 'google-cloud' | 'hyperstack' | 'onprem';
        dns: string;
        spot: boolean;
        zone: string;
        image: string;
        region: string;
        ephemeral?: boolean;
        diskType: string;
        diskSizeGb: number;
        externalIp: boolean;
        tag_cocalc: string;
        machineType: string;
        excludeFromSync: string[];
        acceleratorType?: string;
        acceleratorCount?: number;
        proxy?: {
          path: string;
          target: string;
          ws?: boolean;
          app?: string;
          name?: string;
        };
      };
      template: {
        enabled?: boolean;
        priority?: number;
      };
      avatar_image_tiny: string | null;
      position: number;
      cost_per_hour?: {
        running: number;
        off: number;
      };
    };
  };
  'v2/compute/get-templates': {
    request: unknown;
    answer: {
      templates: {
        id: number;
        title: string;
        color: string;
        cloud: 'google-cloud' | 'hyperstack' | 'onprem';
        configuration: {
          cloud: 'google-cloud' | 'hyperstack' | 'onprem';
          dns: string;
          spot: boolean;
          zone: string;
          image: string;
          region: string;
          ephemeral?: boolean;
          diskType: string;
          diskSizeGb: number;
          externalIp: boolean;
          tag_cocalc: string;
          machineType: string;
          excludeFromSync: string[];
          acceleratorType?: string;
          acceleratorCount?: number;
          proxy?: {
            path: string;
            target: string;
            ws?: boolean;
            app?: string;
            name?: string;
          };
        };
        template: {
          enabled?: boolean;
          priority?: number;
        };
        avatar_image_tiny: string | null;
        position: number;
        cost_per_hour?: {
          running: number;
          off: number;
        };
      }[];
    };
  };
  'v2/compute/scripts': {
    request: {
      id: number;
      api_key: string;
      action: 'start' | 'stop' | 'deprovision';
    };
    answer: string;
  };
  'v2/compute/set-detailed-state': {
    request: {
      id: number;
      project_id: string;
      name?: string;
      state?: string;
      extra?: string;
      timeout?: number;
      progress?: number;
    };
    answer: {
      status: 'ok';
    };
  };
  'v2/compute/set-image-tested': {
    request: {
      id: number;
      tested: boolean;
    };
    answer: {
      status: 'ok';
    };
  };
  'v2/compute/set-server-cloud': {
    request: {
      id: number;
      cloud: 'google-cloud' | 'hyperstack' | 'onprem';
    };
    answer: {
      status: 'ok';
    };
  };
  'v2/compute/set-server-color': {
    request: {
      id: number;
      color: string;
    };
    answer: {
      status: 'ok';
    };
  };
  'v2/compute/set-server-configuration': {
    request: {
      id: number;
      configuration: {};
    };
    answer: {
      status: 'ok';
    };
  };
  'v2/compute/set-server-title': {
    request: {
      id: number;
      title: string;
    };
    answer: {
      status: 'ok';
    };
  };
  'v2/compute/set-template': {
    request: {
      id: number;
      template: {
        enabled?: boolean;
        priority?: number;
      };
    };
    answer: {
      status: 'ok';
    };
  };
  'v2/compute/undelete-server': {
    request: {
      id: number;
    };
    answer: {
      status: 'ok';
    };
  };
  'v2/customize': {
    request: {
      fields?: string | unknown[];
    };
    answer: {
      siteName?: string;
      siteDescription?: string;
      helpEmail?: string;
      dns?: string;
      kucalc?: string;
      isCommercial?: boolean;
      sshGateway?: boolean;
      anonymousSignup?: boolean;
      anonymousSignupLicensedShares?: boolean;
      shareServer?: boolean;
      landingPages?: boolean;
      sandboxProjectsEnabled?: boolean;
      neuralSearchEnabled?: boolean;
      computeServersEnabled?: boolean;
      cloudFilesystemsEnabled?: boolean;
      cookieBannerEnabled?: boolean;
      signInBannerEnabled?: boolean;
      accountCreationRedirectEnabled?: boolean;
      emailSignup?: boolean;
      verifyEmailAddresses?: boolean;
      accountCreationRedirectAllowLegacy?: boolean;
      strategies?: unknown[];
    };
  };
  'v2/exec': {
    request:
      | {
          project_id: string;
          compute_server_id?: number;
          filesystem?: boolean;
          path?: string;
          command: string;
          args?: string[];
          timeout?: number;
          max_output?: number;
          bash?: boolean;
          home?: string;
          uid?: number;
          gid?: number;
          aggregate?:
            | number
            | string
            | {
                value: string | number;
              };
          err_on_exit?: boolean;
          env?: {
            [k: string]: string;
          };
          async_call?: boolean;
        }
      | {
          project_id: string;
          async_stats: boolean;
          async_get: string;
          async_await?: boolean;
        };
    answer: {
      stdout: string;
      stderr: string;
      exit_code: number;
      type: 'blocking' | 'async';
      job_id?: string;
      start?: number;
      status?: 'running' | 'completed' | 'error' | 'killed';
      elapsed_s?: number;
      pid?: number;
      stats?: unknown[];
    };
  };
  'v2/file-access': {
    request: {
      interval?: string;
    };
    answer: {
      files: {
        path: string;
        project_id: string;
        title: string | null;
      }[];
    };
  };
  'v2/guesslang': {
    request: {
      code: string;
      cutoff?: number;
    };
    answer: {
      result: string[];
    };
  };
  'v2/jupyter/execute': {
    request: {
      input?: string;
      kernel?: string;
      history?: string[];
      project_id?: string;
      path?: string;
      hash?: string;
      noCache?: boolean;
      tag?: string;
    };
    answer: {
      id?: number;
      output?: Record<string, unknown>[];
      created?: string;
      success: true;
    };
  };
  'v2/jupyter/kernels': {
    request: {
      project_id?: string;
    };
    answer: {
      kernels: Record<string, unknown>[];
      success: true;
    };
  };
  'v2/latex': {
    request: {
      path: string;
      content?: string;
      project_id?: string;
      command?: string;
      timeout?: number;
      ttl?: number;
      only_read_pdf?: boolean;
    };
    answer: {
      compile?: {
        event: 'project_exec_output' | 'error';
        id: string;
        stdout?: string;
        stderr?: string;
        exit_code?: number;
        type?: string;
        error?: string;
      };
      url?: string;
      pdf: {
        event: 'file_read_from_project' | 'error';
        id: string;
        data_uuid?: string;
        error?: string;
      };
    };
  };
  'v2/licenses/check-disk-name': {
    request: {
      name: string;
    };
    answer: {
      available: boolean;
    };
  };
  'v2/licenses/get-license': {
    request: {
      license_id?: string;
      subscription_id?: number;
    };
    answer: {
      id?: string;
      title: string | null;
      description?: string | null;
      expires: number | null;
      activates: number | null;
      last_used?: number | null;
      managers?: unknown[] | null;
      upgrades: Record<string, unknown> | null;
      quota: Record<string, unknown> | null;
      run_limit: number | null;
      info?: Record<string, unknown> | null;
      subscription_id?: number | null;
      is_manager: boolean;
      number_running?: number;
    };
  };
  'v2/licenses/get-managed': {
    request: {
      limit?: number;
      skip?: number;
    };
    answer: Record<string, unknown>[];
  };
  'v2/licenses/get-projects-with-license': {
    request: {
      license_id: string;
    };
    answer: Record<string, unknown>[];
  };
  'v2/licenses/get-projects': {
    request: {};
    answer: Record<string, unknown>[];
  };
  'v2/messages/get': {
    request: {
      limit?: number;
      offset?: number;
      type?: 'received' | 'sent' | 'new' | 'starred' | 'liked';
      cutoff?: string;
    };
    answer: {
      status: 'success';
      messages: {
        id: number;
        subject: string;
        body: string;
        from_id: string;
        to_ids: string[];
        sent: string | null;
        thread_id: number | null;
        read?: boolean;
        saved?: boolean;
        deleted?: boolean;
      }[];
    };
  };
  'v2/messages/send': {
    request: {
      to_ids?: string[];
      subject: string;
      body: string;
      reply_id?: number;
    };
    answer: {
      status: 'success';
      id?: number;
    };
  };
  'v2/news/edit': {
    request: {
      id?: number;
      title: string;
      text: string;
      url?: string;
      tags?: string[];
      channel?: string;
      date?: number;
      until?: number;
      hide?: boolean;
    };
    answer: {
      id: number;
      success: true;
    };
  };
  'v2/news/list': {
    request: {};
    answer: {
      id: number;
      channel: string;
      title: string;
      text: string;
      url: string | null;
      date: number;
      until: number | null;
    }[];
  };
  'v2/projects/call': {
    request: {
      project_id: string;
      mesg: Record<string, unknown>;
    };
    answer: {
      event?: string;
    };
  };
  'v2/projects/collaborators/add': {
    request: {
      project_id: string;
      account_id: string;
    };
    answer:
      | {
          status: 'ok';
        }
      | {};
  };
  'v2/projects/collaborators/change-user-type': {
    request: {
      project_id: string;
      target_account_id: string;
      new_group: 'owner' | 'collaborator';
    };
    answer: {
      status: 'ok';
    };
  };
  'v2/projects/collaborators/list': {
    request: {
      project_id: string;
    };
    answer: {
      account_id: string;
      first_name: string | null;
      last_name: string | null;
    }[];
  };
  'v2/projects/collaborators/remove': {
    request: {
      project_id: string;
      account_id: string;
    };
    answer:
      | {
          status: 'ok';
        }
      | {};
  };
  'v2/projects/copy-path-status': {
    request: {
      copy_id: string;
    };
    answer: {
      started: string | null;
      finished: string | null;
      copy_error: string | null;
    };
  };
  'v2/projects/copy-path': {
    request: {
      src_project_id: string;
      path: string;
      target_project_id: string;
      target_path?: string;
      overwrite_newer?: boolean;
      delete_missing?: boolean;
      backup?: boolean;
      timeout?: number;
      bwlimit?: number;
      wait_until_done?: boolean;
      public_id?: string;
    };
    answer: {
      copy_id: string;
    };
  };
  'v2/projects/copy-url': {
    request: {
      project_id: string;
      url: string;
      path?: string;
    };
    answer: Record<string, unknown>;
  };
  'v2/projects/course/set-course-info': {
    request: {
      project_id: string;
      course: Record<string, unknown> | null;
    };
    answer: {
      course: Record<string, unknown> | unknown[] | null;
    };
  };
  'v2/projects/create': {
    request: {
      title?: string;
      description?: string;
      image?: string;
      license?: string;
      public_path_id?: string;
    };
    answer: {
      project_id: string;
    };
  };
  'v2/projects/delete': {
    request: {
      project_id: string;
    };
    answer:
      | {
          status: 'ok';
        }
      | {};
  };
  'v2/projects/filename-search': {
    request: {
      search?: string;
    };
    answer: {
      project_id: string;
      filename: string;
      time: string;
    }[];
  };
  'v2/projects/get-one': {
    request: {};
    answer: {
      project_id: string;
      title: string;
      description?: string;
      name?: string | null;
    };
  };
  'v2/projects/get': {
    request: {
      account_id?: string;
      limit?: number | null;
    };
    answer: {
      project_id: string;
      title: string;
      description: string;
      name: string | null;
    }[];
  };
  'v2/projects/public-path-license': {
    request: {
      project_id: string;
      public_path_id: string;
    };
    answer: {};
  };
  'v2/projects/restore': {
    request: {
      project_id: string;
    };
    answer:
      | {
          status: 'ok';
        }
      | {};
  };
  'v2/projects/set-admin-quotas': {
    request: {
      project_id: string;
      memory_limit?: number;
      memory_request?: number;
      cpu_request?: number;
      cpu_limit?: number;
      disk_quota?: number;
      idle_timeout?: number;
      internet?: boolean;
      member_host?: boolean;
      always_running?: boolean;
    };
    answer: {
      status: 'success';
    };
  };
  'v2/projects/start': {
    request: {
      project_id: string;
    };
    answer: {
      status: 'ok';
    };
  };
  'v2/projects/stop': {
    request: {
      project_id: string;
    };
    answer: {
      status: 'ok';
    };
  };
  'v2/projects/touch': {
    request: {
      project_id: string;
    };
    answer: {};
  };
  'v2/projects/update': {
    request: {
      account_id?: string;
      project_id: string;
      title?: string;
      description?: string;
      name?: string;
    };
    answer: {
      status: 'ok';
    };
  };
  'v2/projects/write-text-file': {
    request: {
      project_id: string;
      path: string;
      content: string;
    };
    answer: {
      status: 'ok';
    };
  };
  'v2/public-paths/listing-cached': {
    request: {};
    answer: unknown[] | null;
  };
  'v2/public-paths/save': {
    request: {
      id: string;
    };
    answer: {};
  };
  'v2/public-paths/star': {
    request: {
      id: string;
    };
    answer: {};
  };
  'v2/public-paths/unstar': {
    request: {
      id: string;
    };
    answer: {};
  };
  'v2/purchases/get-balance-admin': {
    request: {
      account_id?: string;
    };
    answer: number;
  };
  'v2/purchases/get-balance': {
    request: {};
    answer: number;
  };
  'v2/purchases/get-charges-by-service': {
    request: {};
    answer: {
      [k: string]: number;
    };
  };
  'v2/purchases/get-closing-dates': {
    request: {};
    answer: {
      last: string;
      next: string;
    };
  };
  'v2/purchases/get-cost-per-day': {
    request: {};
    answer: Record<string, unknown>[];
  };
  'v2/purchases/get-current-checkout-session': {
    request: {};
    answer: {
      session: Record<string, unknown> | null;
    };
  };
  'v2/purchases/get-live-subscriptions': {
    request: {};
    answer: Record<string, unknown>[];
  };
  'v2/purchases/get-max-project-quotas': {
    request: {};
    answer: Record<string, unknown>;
  };
  'v2/purchases/get-min-balance': {
    request: {};
    answer: number;
  };
  'v2/purchases/get-prices-project-quotas': {
    request: {};
    answer: Record<string, unknown>;
  };
  'v2/purchases/get-purchases-admin': {
    request: {
      limit?: number;
      offset?: number;
    };
    answer: {
      purchases: Record<string, unknown>[];
      balance: number;
    };
  };
  'v2/purchases/get-purchases': {
    request: {
      limit?: number | null;
      offset?: number | null;
      service?: string | null;
      compute_server_id?: number | null;
      project_id?: string | null;
      group?: boolean | null;
      cutoff?: string | number | null;
      thisMonth?: boolean | null;
      day_statement_id?: number | null;
      month_statement_id?: number | null;
      no_statement?: boolean | null;
    };
    answer: {
      purchases: Record<string, unknown>[];
      balance: number;
    };
  };
  'v2/purchases/get-quotas': {
    request: {};
    answer: {
      services: Record<string, unknown>;
      minBalance: number;
    };
  };
  'v2/purchases/get-service-cost': {
    request: {
      service: string | string[];
    };
    answer:
      | number
      | {
          cores?: number;
          memory?: number;
          disk_quota?: number;
          member_host?: number;
          credit?: number;
          'project-upgrade'?: Record<string, unknown>;
        };
  };
  'v2/purchases/get-shopping-cart-checkout-params': {
    request: {};
    answer: {
      balance: number;
      minPayment: number;
      minBalance: number;
      amountDue: number;
      chargeAmount: number;
      total: number;
      minimumPaymentCharge: number;
      cureAmount: number;
      cart: unknown[];
    };
  };
  'v2/purchases/get-spend-rate': {
    request: {};
    answer: number;
  };
  'v2/purchases/get-statements': {
    request: {
      limit?: number;
      offset?: number;
      interval?: 'day' | 'month';
    };
    answer: Record<string, unknown>[];
  };
  'v2/purchases/get-stripe-publishable-key': {
    request: {};
    answer: {
      stripe_publishable_key: string;
    };
  };
  'v2/purchases/get-subscriptions': {
    request: {
      limit?: number;
      offset?: number;
    };
    answer: Record<string, unknown>[];
  };
  'v2/purchases/get-unpaid-invoices': {
    request: {};
    answer: Record<string, unknown>[];
  };
  'v2/purchases/is-purchase-allowed': {
    request: {
      service: string;
      cost?: number;
    };
    answer: {
      allowed: boolean;
      discouraged?: true;
      chargeAmount?: number;
      reason?: string;
    };
  };
  'v2/purchases/reset-closing-date': {
    request: {};
    answer: {
      status: 'ok';
    };
  };
  'v2/purchases/set-project-quota': {
    request: {
      project_id: string;
      quota?: Record<string, unknown>;
    };
    answer: {
      status: 'ok';
    };
  };
  'v2/purchases/set-quota': {
    request: {
      service: string;
      value: number;
    };
    answer: {
      services: Record<string, unknown>;
      minBalance: number;
    };
  };
  'v2/purchases/shopping-cart-checkout': {
    request: {};
    answer: {
      success: true;
    };
  };
  'v2/purchases/student-pay-link': {
    request: {
      project_id?: string;
    };
    answer: {
      url: string;
    };
  };
  'v2/purchases/student-pay-transfer': {
    request: {
      project_id: string;
      paid_project_id: string;
    };
    answer: {
      status: 'ok';
    };
  };
  'v2/shopping/cart/add': {
    request: {
      project_id?: string | null;
      id?: number | null;
      product?: 'site-license' | 'cash-voucher' | null;
      description?:
        | {
            always_running?: boolean;
            boost?: boolean;
            cpu: number;
            dedicated_cpu?: number | null;
            dedicated_ram?: number | null;
            disk: number;
            idle_timeout?: 'short' | 'medium' | 'day' | null;
            member: boolean;
            ram: number;
            user: 'academic' | 'business';
            source?: 'site-license' | 'course';
            title?: string;
            description?: string;
            /**
             * @minItems 2
             * @maxItems 2
             */
            range?: [string | string, string | string];
            period: 'range' | 'monthly' | 'yearly';
            type: 'quota';
            run_limit: number;
            uptime: ('short' | 'medium' | 'day') | 'always_running';
          }
        | {
            type: 'cash-voucher';
            amount: number;
            numVouchers: number;
            whenPay: 'now' | 'admin';
            length: number;
            title: string;
            prefix: string;
            postfix: string;
            charset: string;
            expire: string;
          }
        | null;
      purchased?: boolean | null;
    };
    answer: number;
  };
  'v2/shopping/cart/checked': {
    request: {
      checked: boolean;
      id?: number;
    };
    answer: number;
  };
  'v2/shopping/cart/delete': {
    request: {
      id: number;
    };
    answer: number;
  };
  'v2/shopping/cart/edit': {
    request: {
      id: number;
      product?: string;
      description?: Record<string, unknown>;
    };
    answer: number;
  };
  'v2/shopping/cart/get': {
    request: {
      purchased?: boolean;
      removed?: boolean;
      id?: number;
    };
    answer:
      | {
          id: number;
          account_id: string;
          added: string;
          checked: boolean | null;
          removed: string | null;
          purchased: Record<string, unknown> | null;
          product: string;
          description: Record<string, unknown> | null;
          project_id: string | null;
        }[]
      | {
          id: number;
          account_id: string;
          added: string;
          checked: boolean | null;
          removed: string | null;
          purchased: Record<string, unknown> | null;
          product: string;
          description: Record<string, unknown> | null;
          project_id: string | null;
        };
  };
  'v2/shopping/cart/processing': {
    request: {};
    answer: Record<string, unknown>[];
  };
  'v2/shopping/cart/recent-purchases': {
    request: {
      recent?: string;
    };
    answer: Record<string, unknown>[];
  };
  'v2/shopping/cart/remove': {
    request: {
      id: number;
    };
    answer: number;
  };
  'v2/token-action': {
    request: {
      token: string;
    };
    answer: {};
  };
  'v2/user-query': {
    request: {
      query?:
        | {
            accounts: {
              account_id: string | null;
              email_address: string | null;
            };
          }
        | {
            listings: {
              project_id: string;
              path: string | null;
              listing:
                | null
                | {
                    name: string;
                    size: number;
                    mtime: number;
                  }[];
            };
          }
        | unknown;
    };
    answer: {
      query: Record<string, unknown> | unknown[];
    };
  };
  'v2/vouchers/get-voucher-codes': {
    request: {
      id: number;
    };
    answer: {
      codes: Record<string, unknown>[];
      success: true;
    };
  };
  'v2/vouchers/recent-vouchers': {
    request: {};
    answer: Record<string, unknown>[];
  };
  'v2/vouchers/redeem': {
    request: {
      code: string;
    };
    answer: {};
  };
}
