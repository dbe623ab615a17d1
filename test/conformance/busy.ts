/** Hubs with the ways of a real one, in tests whose time runs fast, so that their times are over in no time. */
import { onTestFinished, vi } from 'vitest';
import type { Budget } from '../../src/conformance/tested-hub/tested-hub.ts';
import { isObject } from '../../src/core/json.ts';
import type { Call } from '../../src/hub/call.ts';
import { createHub } from '../../src/hub/create.ts';
import { Hub } from '../../src/hub/hub.ts';
import type { HubOptions } from '../../src/hub/options.ts';
import { people } from '../hub.ts';

/**
 * What a turn of the event loop takes. Turns are counted and not measured, so a busy machine makes nobody late. Programs
 * and cells take real time, so while a hub waits for one, turns are short.
 */
const [TURN_MS, TURN_AT_WORK_MS] = [120, 10];

/** A hub, and a test in which time runs fast from now on: for the hub, and for all who wait for it. */
export function busyHub(options: Omit<HubOptions, 'clock' | 'like'> = {}): Hub {
  hurry();
  return createHub({ world: { accounts: people }, ...options, like: 'production' });
}

/** For checks of such hubs: in time that runs fast, an hour is soon over. */
export const BUSY_BUDGET: Budget = { maxRequests: 20_000, maxTimeMs: 36_000_000, timeoutMs: 30_000 };

const { setInterval, clearInterval } = globalThis;

function hurry(): void {
  if (vi.isFakeTimers()) return;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const atWork = hubsAtWork();
  const interval = setInterval(() => vi.advanceTimersByTime(atWork.count > 0 ? TURN_AT_WORK_MS : TURN_MS), 1);
  onTestFinished(() => {
    clearInterval(interval);
    atWork.end();
    vi.useRealTimers();
  });
}

/** How many calls of all hubs, the model of a check among them, are waiting for a program or a cell. */
function hubsAtWork(): { readonly count: number; end(): void } {
  const { serveNow } = Hub.prototype;
  let count = 0;
  Hub.prototype.serveNow = function (call) {
    const answer = serveNow.call(this, call);
    if (answer instanceof Promise && runsPrograms(call)) {
      count += 1;
      const isDone = () => {
        count -= 1;
      };
      answer.then(isDone, isDone);
    }
    return answer;
  };
  return {
    get count() {
      return count;
    },
    end: () => {
      Hub.prototype.serveNow = serveNow;
    },
  };
}

const runsPrograms = ({ name, body }: Call) =>
  /exec|jupyter/i.test(isObject(body) && name.startsWith('conat/') ? String(body.name) : name);
