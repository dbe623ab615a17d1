/** Hubs to be like, and the bounds of what makes a hub like one. */
import { DAY } from '../core/instant.ts';

/** Ways of real hubs that try the patience of a client. Their rate limits and timeouts, if any, are not known. */
export const LIKENESSES = {
  production: {
    lifecycle: { kind: 'after', start: 1600, stop: 8000 },
    caches: 'real',
    home: '/srv/cocalc/projects',
    order: 'disk',
    others: 40,
  },
} as const;

export type Likeness = keyof typeof LIKENESSES;

export const MOST_OTHERS = 10_000;
export const LONGEST_TIMEOUT_MS = DAY;
