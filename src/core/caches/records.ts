/** What a hub remembers of what it has looked up: see `caches.ts`. */
import { json, number, type Of, record, text } from '../shape.ts';
import { table } from '../table.ts';

const remembered = record({
  /** Of which kind of hub, and which cache of it. */
  cache: text,
  /** What was looked up. */
  key: text,
  value: json,
  /** The first moment at which it is looked up again. */
  until: number,
});
export type Remembered = Of<typeof remembered>;

export const cacheTables = {
  remembered: table({
    record: remembered,
    key: ({ cache, key }) => `${cache} ${key}`,
    latestLast: true,
    most: 10_000,
    counts: ({ until }, now) => now < until,
  }),
};
