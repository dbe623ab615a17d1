/** Tests of which nothing can be said under fake timers, by file and title, each with the reason. */

const CLOCK = "time goes on by itself on the system's clock, which here stands still";
const SENDER = 'it sends at intervals of its own';
const EXPRESS = 'Express says by a timer that there is nothing';

/** Titles by their beginnings. */
export const REAL_TIMERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'test/adapters/express.test.ts': {
    'other paths are left to other apps': EXPRESS,
    'a base path stands before the API': EXPRESS,
  },
  'test/adapters/node-limits.test.ts': {
    'the connection ends after a refusal, though the body goes on': SENDER,
  },
  'test/check/check.test.ts': {
    'at a URL nothing is sent without an agreement': 'the check keeps to its rate',
  },
  'test/control/client.test.ts': {
    'the stream of a world ends with the world, which is told': 'the client comes back after a pause',
  },
  'test/hub/faults.test.ts': {
    "delay: the call is made at the end of the delay, on the clock of the hub: 'v1', 'the system": CLOCK,
    "delay: the call is made at the end of the delay, on the clock of the hub: 'conat', 'the system": CLOCK,
    "delay: the call is made at the end of the delay, on the clock of the hub: 'v2', 'the system": CLOCK,
    "cut_body and slow_body: the call is made, and its answer is what suffers: 'v1', 'the system": CLOCK,
    "cut_body and slow_body: the call is made, and its answer is what suffers: 'conat', 'the system": CLOCK,
    "cut_body and slow_body: the call is made, and its answer is what suffers: 'v2', 'the system": CLOCK,
  },
  'test/server/worlds/many.test.ts': {
    '200 worlds at 200 dates': 'fetch leaves idle connections by a timer, before the server closes them',
  },
};

/** Why the test is left the timers of Node, if it is. */
export function reasonForRealTimers(file: string, title: string): string | undefined {
  const titles = Object.entries(REAL_TIMERS[file] ?? {});
  return titles.find(([beginning]) => title.startsWith(beginning))?.[1];
}
