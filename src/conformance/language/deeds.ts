/**
 * What people do with a hub, as data that no API shows in. Projects, people, copies and keys are named by their ids, or
 * by names that stand for ids until the deed is done.
 */
import type { Json, JsonObject } from '../../core/json.ts';

export type HubDeed = DeedOf[DeedKind];

export type DeedKind = keyof Parameters;

/** Deeds that ask and change nothing. */
export const ASKING: readonly DeedKind[] = ['look', 'read', 'list', 'state', 'names'];

export type DeedOf = { readonly [Kind in DeedKind]: Parameters[Kind] & { readonly kind: Kind } };

interface InProject {
  readonly project_id: string;
}

interface AtPath extends InProject {
  readonly path: string;
}

interface OfPerson {
  readonly account_id: string;
}

interface OfCopy {
  readonly copy_path_id: string;
}

interface Copying extends AtPath {
  readonly target_project_id: string;
  /** The same as in the source where absent. */
  readonly target_path?: string;
  readonly overwrite_newer?: boolean;
  readonly delete_missing?: boolean;
}

interface Page {
  readonly limit?: number;
  readonly offset?: number;
}

interface Parameters {
  /** Asks who calls: id, names and groups. */
  readonly identify: Record<never, never>;
  readonly ping: Record<never, never>;
  readonly query: { readonly query: JsonObject };
  /** A query with options for its rows. */
  readonly select: { readonly query: JsonObject; readonly options: readonly JsonObject[] };

  readonly create: { readonly title: string; readonly description?: string };
  readonly rename: InProject & { readonly title: string };
  readonly describe: InProject & { readonly description: string };
  /** Asks for its title, its description, who is in it, whether it is deleted and in what state it is noted to be. */
  readonly look: InProject;
  readonly delete: InProject;
  readonly add: InProject & OfPerson;
  readonly remove: InProject & OfPerson;
  readonly start: InProject;
  readonly stop: InProject;
  readonly state: InProject;
  readonly touch: InProject;
  /** Notes that a project is used, and does not start it. */
  readonly note: InProject;
  readonly pingProject: InProject;

  readonly write: AtPath & { readonly content: string };
  readonly read: AtPath;
  readonly list: AtPath;
  readonly discard: AtPath;
  readonly move: AtPath & { readonly folder: string };
  readonly renameFile: AtPath & { readonly new_path: string };
  /** Runs a text of bash, or, with `args`, a program. */
  readonly exec: InProject & {
    readonly command: string;
    readonly args?: readonly string[];
    /** The directory to do it in. */
    readonly path?: string;
    readonly err_on_exit?: boolean;
  };

  readonly copy: Copying;
  /** Asks for a copy and does not wait for it: it is made at once, or at a time. */
  readonly copyLater: Copying & { readonly scheduled?: string };
  readonly copyStatus: OfCopy;
  readonly cancelCopy: OfCopy;
  /** Asks for the copies from a project. */
  readonly copies: InProject & Page & { readonly target_project_id?: string; readonly pending?: boolean };

  readonly share: AtPath & { readonly description?: string; readonly disabled?: boolean };
  readonly readShared: AtPath;
  readonly listShared: AtPath & { readonly start?: number; readonly limit?: number };

  readonly names: OfPerson;
  /** Searches for an account by its id, so that no other one is found. */
  readonly find: OfPerson;
  readonly search: { readonly query: string; readonly limit?: number };
  readonly send: OfPerson & { readonly subject: string; readonly body: string };
  readonly receive: Page & { readonly type?: string };

  readonly createKey: { readonly name: string; readonly project_id?: string; readonly expire?: string };
  readonly keys: { readonly project_id?: string };
  readonly renameKey: { readonly id: Json; readonly name: string };
  readonly deleteKey: { readonly id: Json; readonly project_id?: string };
  readonly createAccount: Readonly<Record<'first_name' | 'last_name' | 'email_address' | 'password', string>>;
  /** Begins a session, whose cookie comes with the answer. */
  readonly signIn: Readonly<Record<'email_address' | 'password', string>>;
  readonly deleteAccount: OfPerson;
  readonly createOrganization: { readonly name: string };
}
