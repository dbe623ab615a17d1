/** Names that a hub knows and this simulation has no endpoint for. */
import { type Refusal, refuse } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { functionNames, messageNames } from './known-names.ts';

/** What all objects have: hubs look up the message in one, find this, and call it without an object to call it on. */
const INHERITED: ReadonlyMap<string, () => Refusal> = new Map([
  // These two do not mind, and make no message.
  ['constructor', () => refuse('unknown_message', { event: 'undefined' })],
  ['toString', () => refuse('unknown_message', { event: 'undefined' })],
  ['__proto__', () => refuse('message_fault', { fault: 'f is not a function' })],
  ...['hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable', 'valueOf'].map((name): [string, () => Refusal] => [
    name,
    () => refuse('message_fault', { fault: 'Cannot convert undefined or null to object' }),
  ]),
]);

/** The refusal of an event that there is no endpoint for. */
export function refuseUnserved(event: string): Refusal {
  if (messageNames.includes(event)) return refuse('not_in_api', { event });
  if (!(event in Object.prototype)) return refuse('unknown_endpoint', { event });
  const inherited = INHERITED.get(event);
  return (
    inherited?.() ??
    refuse('unsimulated', { what: `'${event}'`, why: 'it is no event, but something all objects have' })
  );
}

/** What JavaScript says of a member that is called and is no function. */
const NOT_CALLABLE = {
  'conat/hub': 'HubApiStructure[group]?.[functionName] is not a function',
  'conat/project': 'f is not a function',
} as const;

/**
 * What a name comes to that there is no function for here. Hubs look it up in plain objects, so they find what all
 * objects have, and call that.
 *
 * @throws Refusal
 */
export function withoutFunction(endpoint: 'conat/hub' | 'conat/project', sent: string): Json {
  const [group = '', name = ''] = sent.split('.');
  const { groups, declared, undeclared } = functionNames[endpoint];
  const called = `${group}.${name}`;
  if (groups.includes(group) && name === 'toString') return '[object Undefined]';
  if (undeclared.includes(called) || (group === 'constructor' && name === 'name')) {
    throw refuse('type_error', { fault: NOT_CALLABLE[endpoint] });
  }
  if (group in Object.prototype || name in Object.prototype) {
    throw refuse('unsimulated', { what: `the function '${sent}'`, why: 'it is none, but something all objects have' });
  }
  if (!declared.includes(called)) throw refuse('unknown_function', { name: sent });
  throw refuse('unsimulated', { what: `the function '${called}'`, why: 'it is none that clients of the API use' });
}
