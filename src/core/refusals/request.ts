import type { Json, JsonObject } from '../json.ts';

/** Refusals of a call before its handler runs, in the order in which the hub looks. [smc-hub/api/handler.coffee http_message_api_v1] */
export const requestRefusals = {
  // [smc-hub/api/handler.coffee http_message_api_v1, get_client]
  no_authorization: () => 'You must provide authentication via an API key.',
  unknown_authorization: ({ scheme }: { scheme: string }) => `Unknown authorization type '${scheme}'`,
  unknown_endpoint: ({ event }: { event: string }) => `unknown endpoint '${event}'`,
  not_in_api: ({ event }: { event: string }) => `endpoint '${event}' is not part of the HTTP API`,

  // [smc-util/message.js message]
  event_given: ({ sent, definition }: { sent: JsonObject; definition: JsonObject }) =>
    `invalid parameters 'Error: ValueError: must not define 'event' when calling message creation function (opts=${JSON.stringify(sent)}, obj=${JSON.stringify(definition)})'`,

  // [smc-util/opts.js defaults]; the space before the closing quote is the hub's.
  missing_parameter: ({ name }: { name: string }) =>
    `invalid parameters 'Error: misc.defaults -- TypeError: property '${name}' must be specified: '`,
  unexpected_parameter: ({ name }: { name: string }) =>
    `invalid parameters 'Error: misc.defaults -- TypeError: got an unexpected argument '${name}' '`,

  // What JavaScript says of a name that all objects have, where a message was looked up.
  message_fault: ({ fault }: { fault: string }) => `invalid parameters 'TypeError: ${fault}'`,
  // [smc-hub/api/handler.coffee handle_message]
  unknown_message: ({ event }: { event: string }) => `unknown message event type '${event}'`,

  // Words that the contract of an operation has and the simulation never says by itself: a fault asks for them.
  by_fault: ({ words }: { words: Json }) => words,

  // [util/api/throttle.ts]
  too_many_requests: ({ name, seconds, most, unit }: { name: string; seconds: number; most: number; unit: string }) =>
    `Error: too many requests to ${name}; try again in ${counted(seconds, 'second')} (rule: at most ${counted(most, 'request')} per ${unit})`,

  no_account_found: () => 'No account found. Is your API key wrong?',
  banned: ({ help_email }: { help_email: string }) =>
    `User is BANNED.  If this is a mistake, please contact ${help_email}`,
} as const;

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
