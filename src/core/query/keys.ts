/** Keys that follow from what they are keys of. */
import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { JsonObject } from '../json.ts';
import { newUuid } from '../random.ts';
import { asText } from '../values.ts';
import type { TableQuery } from './table.ts';

/** The key of what belongs to a path of a project, 40 hexadecimal digits; a path that is absent contributes nothing. [smc-util/db-schema/client-db.ts sha1] */
export function pathKey({ object }: Pick<TableQuery, 'object'>): string {
  return bytesToHex(sha1(utf8ToBytes(textOf(object, 'project_id') + textOf(object, 'path'))));
}

function textOf(object: JsonObject, field: string): string {
  return asText(object[field] ?? '');
}

/** A random id, where none was sent. */
export function randomKey({ state, object, place }: TableQuery): string {
  return object.id == null ? newUuid(state, `query row ${place}`) : asText(object.id);
}
