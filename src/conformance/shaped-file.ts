/** Files that people and other programs write: JSON of a shape. */

import { isObject } from '../core/json.ts';
import { readJsonText } from '../core/json-text.ts';
import { record, type Shape } from '../core/shape.ts';

/** What a text holds. @throws what `fault` makes of the words for what is wrong with it, and where. */
export function readShaped<Value>(text: string, shape: Shape<Value>, fault: (words: string) => Error): Value {
  try {
    return shape(readJsonText(text), '$');
  } catch (thrown) {
    throw fault((thrown as Error).message);
  }
}

/** An object with these members, and any others. */
export function open<Members extends Parameters<typeof record>[0]>(
  members: Members,
): Shape<ReturnType<ReturnType<typeof record<Members>>>> {
  const shape = record(members);
  return (value, place) => {
    const known = isObject(value) ? Object.entries(value).filter(([name]) => Object.hasOwn(members, name)) : undefined;
    return shape(known === undefined ? value : Object.fromEntries(known), place);
  };
}
