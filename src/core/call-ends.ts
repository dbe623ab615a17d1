/** How a call may have ended: as answers do, or not by an answer of its own. */
export const ENTRY_KINDS = [
  'success',
  'refusal',
  'invalid',
  'rejection',
  'unsimulated',
  'outside_contract',
  'broken_contract',
  'limited',
  'timed_out',
  'injected',
  'crash',
  'abandoned',
  'under_way',
  'fault',
] as const;

/** How a call ended: as it was answered, or not by an answer of its own. */
export type EntryKind = (typeof ENTRY_KINDS)[number];
