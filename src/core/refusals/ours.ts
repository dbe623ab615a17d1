/** Refusals in words plainly ours: what a real hub does here is not simulated, cannot be answered, or takes too long. */
export const ourRefusals = {
  unsimulated: ({ what, why }: { what: string; why: string }) => `cocalc-mock-hub does not simulate ${what}: ${why}`,
  outside_contract: ({ fault }: { fault: string }) => `cocalc-mock-hub --strict: ${fault}`,
  broken_contract: ({ fault }: { fault: string }) =>
    `cocalc-mock-hub --strict: this answer would break its contract: ${fault}`,
  abandoned: () => 'cocalc-mock-hub ended this call: meanwhile the hub was put to another state',
  injected: ({ fault, what }: { fault: string; what: string }) => `cocalc-mock-hub: ${what}, by the fault "${fault}"`,
  unknown_fault: ({ told }: { told: string }) => `cocalc-mock-hub: x-mock-faults: ${told}`,
  never_answers: ({ what }: { what: string }) => `cocalc-mock-hub: a real hub never answers ${what}`,

  rate_limited: ({ limit, retryAfterSeconds }: { limit: string; retryAfterSeconds: number }) =>
    `cocalc-mock-hub: more than ${limit} calls, by the option rateLimit; try again in ${retryAfterSeconds} s`,
  answer_timed_out: ({ ms }: { ms: number }) =>
    `cocalc-mock-hub: no answer after ${ms} ms, by the option answerTimeout; the call may go on all the same`,

  query_too_deep: ({ limit }: { limit: number }) =>
    `cocalc-mock-hub: this query is nested more than ${limit} levels deep`,
  batch_too_long: ({ limit }: { limit: number }) => `cocalc-mock-hub: this batch has more than ${limit} queries`,
  list_too_long: ({ limit }: { limit: number }) =>
    `cocalc-mock-hub: this set merges into a list of more than ${limit} elements`,
  pattern_too_costly: () => 'cocalc-mock-hub: matching this LIKE pattern takes too long',
} as const;
