/** A form carries texts only; what they read as counts. */
import type { Json, JsonObject } from '../core/json.ts';
import type { Schema, SchemaType } from './schema.ts';

/** The parameters of a form, with texts read as the numbers and booleans that the schema wants. */
export function asRead({ properties = {} }: Schema, sent: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => {
      const wanted = Object.hasOwn(properties, name) ? properties[name] : undefined;
      return [name, typeof value === 'string' && wanted ? readAs(typesOf(wanted), value) : value];
    }),
  );
}

function readAs(types: readonly SchemaType[], text: string): Json {
  if (types.length === 0 || types.includes('string')) return text;
  const isNumber = types.includes('number') || types.includes('integer');
  if (isNumber && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

function typesOf({ type, anyOf = [] }: Schema): readonly SchemaType[] {
  const own = type === undefined ? [] : typeof type === 'string' ? [type] : type;
  return [...own, ...anyOf.flatMap(typesOf)];
}
