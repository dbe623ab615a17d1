/** The document of a state without secrets, from which a hub can still be made: each secret is replaced by one that stands for it. */
import { isPasswordCorrect, rehashed } from '../../core/accounts/passwords.ts';
import { fromBase64, toBase64 } from '../../core/base64.ts';
import { contentHash } from '../../core/document/files.ts';
import { type StateDocument, toDocument } from '../../core/document.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { HubState } from '../../core/state.ts';

/** What redacts: the value without secrets, and the passwords that are known with what stands for them. */
export interface TraceRedactor {
  json(value: Json): Json;
  readonly passwords: readonly (readonly [password: string, placeholder: string])[];
}

export function redactedDocument(state: HubState, redactor: TraceRedactor): StateDocument {
  const { tables, contents, ...rest } = toDocument(state) as unknown as {
    readonly tables: Readonly<Record<string, { readonly rows: readonly JsonObject[] }>>;
    readonly contents: Readonly<Record<string, string>>;
  };
  const hashes = new Map<string, string>();
  const redacted: Record<string, string> = {};
  for (const [hash, base64] of Object.entries(contents)) {
    const content = withoutSecrets(base64, redactor);
    const own = content === base64 ? hash : contentHash(fromBase64(content));
    hashes.set(hash, own);
    redacted[own] = content;
  }
  const all = Object.entries(tables).map(([name, table]) => {
    const rows = table.rows.map((row) => rowOf(name, row, hashes, redactor));
    return [name, { ...table, rows }] as const;
  });
  return {
    ...(rest as unknown as StateDocument),
    tables: Object.fromEntries(all) as unknown as JsonObject,
    contents: redacted,
  };
}

function rowOf(
  table: string,
  row: JsonObject,
  hashes: ReadonlyMap<string, string>,
  redactor: TraceRedactor,
): JsonObject {
  if (table === 'projects') {
    const { files, ...others } = row;
    const entries = (files as readonly JsonObject[]).map((entry) =>
      typeof entry.content === 'string' ? { ...entry, content: hashes.get(entry.content) as string } : entry,
    );
    return { ...(redactor.json(others) as JsonObject), files: entries };
  }
  const redacted = redactor.json(row) as JsonObject;
  const { password_hash } = row;
  if (table !== 'accounts' || typeof password_hash !== 'string') return redacted;
  // Who signs in with what stands for the password still can.
  const known = redactor.passwords.find(([password]) => isPasswordCorrect(password, password_hash));
  return known === undefined ? redacted : { ...redacted, password_hash: rehashed(password_hash, known[1]) };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What is no text stays as it is. */
function withoutSecrets(base64: string, redactor: TraceRedactor): string {
  let text: string;
  try {
    text = utf8.decode(fromBase64(base64));
  } catch {
    return base64;
  }
  const redacted = redactor.json(text);
  return redacted === text ? base64 : toBase64(new TextEncoder().encode(String(redacted)));
}

const KEY = /\{\{KEY_(\d+)\}\}/g;

/** The placeholders of keys that stand in the text of a document. */
export function keysIn(text: string): ReadonlySet<string> {
  return new Set(text.match(KEY));
}

/** The value with something that a hub takes for a key in the place of each of these placeholders. */
export function withStandIns(value: Json, keys: ReadonlySet<string>): Json {
  if (typeof value === 'string') {
    // Keys begin as keys do: hubs look at that.
    return value.replace(KEY, (placeholder, number: string) =>
      keys.has(placeholder) ? `sk-redacted${number.padStart(11, '0')}` : placeholder,
    );
  }
  if (Array.isArray(value)) return value.map((item) => withStandIns(item, keys));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withStandIns(inner, keys)]));
}
