/** Refusals in words plainly ours: what a real hub does here is not simulated, or cannot be answered. */
export const mockRefusals = {
  unsimulated: ({ what, why }: { what: string; why: string }) => `cocalc-mock-hub does not simulate ${what}: ${why}`,
  outside_contract: ({ fault }: { fault: string }) => `cocalc-mock-hub --strict: ${fault}`,
  broken_contract: ({ fault }: { fault: string }) =>
    `cocalc-mock-hub --strict: this answer would break its contract: ${fault}`,
  never_answers: ({ what }: { what: string }) => `cocalc-mock-hub: a real hub never answers ${what}`,
} as const;
