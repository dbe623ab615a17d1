/** Faults of the hub itself, which it answers with an HTML page. [smc-hub/api/handler.coffee get_client] */
export const crashRefusals = {
  key_missing_after_scheme: () => 'Bearer without a key',
  // An exception that no handler of API v2 catches. [npm next api-resolver]
  uncaught: ({ fault }: { fault: string }) => fault,
  multi_response: () => 'ReferenceError: otps is not defined',
} as const;
