/** The secrets that a state holds, so that they can be replaced wherever they stand. */
import type { Redactor } from '../../core/redact.ts';
import type { SecretKind } from '../../core/redaction/names.ts';
import { type HubState, type TableName, tableOf } from '../../core/state.ts';

type Row = Readonly<Record<string, unknown>>;

/** Where the tables have their secrets. */
const PLACES: Readonly<Partial<Record<TableName, { readonly kind: SecretKind; of(row: Row): unknown }>>> = {
  accounts: { kind: 'KEY', of: ({ api_key }) => api_key },
  apiKeys: { kind: 'KEY', of: ({ secret }) => secret },
  registrationTokens: { kind: 'TOKEN', of: ({ token }) => token },
  passwordResets: { kind: 'TOKEN', of: ({ code }) => code },
  authTokens: { kind: 'TOKEN', of: ({ token }) => token },
  inviteTokens: { kind: 'TOKEN', of: ({ token }) => token },
};

/** Makes the secrets of states known to a redactor, each table once. */
export class StateSecrets {
  readonly #redactor: Redactor;
  readonly #seen = new WeakSet<object>();

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  learn(state: HubState): void {
    for (const [name, { kind, of }] of Object.entries(PLACES)) {
      const table = tableOf(state, name as TableName);
      if (this.#seen.has(table)) continue;
      this.#seen.add(table);
      for (const row of table.values()) this.#learnRow(row, kind, of);
    }
  }

  #learnRow(row: object, kind: SecretKind, of: (row: Row) => unknown): void {
    if (this.#seen.has(row)) return;
    this.#seen.add(row);
    const secret = of(row as Row);
    if (typeof secret === 'string' && secret !== '') this.#redactor.learn(secret, kind);
    const challenge = (row as Row).email_address_challenge as { readonly token?: unknown } | null | undefined;
    if (typeof challenge?.token === 'string') this.#redactor.learn(challenge.token, 'TOKEN');
  }
}
