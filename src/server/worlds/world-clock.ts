/** The clock of a served world: it follows a running clock, perhaps at a distance, or stands still; and can change that. */
import type { Instant } from '../../core/instant.ts';
import { type Clock, systemClock, type VirtualClock, virtualClock } from '../../hub/clock.ts';

export type ClockMode = 'system' | 'offset' | 'frozen';

interface Alarm {
  readonly at: Instant;
  readonly callback: () => void;
  callOff: () => void;
}

export class WorldClock implements Clock {
  /** What it follows when it does not stand still. */
  readonly #running: Clock;
  #source: Clock;
  #offsetMs: number;
  readonly #alarms = new Set<Alarm>();

  /** @param source a clock that stands still until it is moved, or one that runs. */
  constructor(source: Clock, offsetMs = 0, running: Clock = isMoved(source) ? systemClock : source) {
    this.#source = source;
    this.#offsetMs = offsetMs;
    this.#running = running;
  }

  get mode(): ClockMode {
    if (isMoved(this.#source)) return 'frozen';
    return this.#offsetMs === 0 ? 'system' : 'offset';
  }

  /** How far it is from the running clock; 0 while it stands still. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  now(): Instant {
    return this.#source.now() + this.#offsetMs;
  }

  wake(at: Instant, callback: () => void): () => void {
    const alarm: Alarm = { at, callback, callOff: () => {} };
    this.#alarms.add(alarm);
    this.#arm(alarm);
    return () => {
      this.#alarms.delete(alarm);
      alarm.callOff();
    };
  }

  /** Another one that shows the same time in the same mode; from here on they share nothing. */
  fork(): WorldClock {
    return new WorldClock(this.#source.fork?.() ?? this.#source, this.#offsetMs, this.#running);
  }

  /** Shows from here on what `other` shows now, in the same mode. */
  follow(other: WorldClock): void {
    const { mode } = other;
    if (mode === 'frozen') this.freeze(other.now());
    else this.run(other.offsetMs);
  }

  /** Shows this time, if it stands still: for a state of then. One that runs goes on. */
  set(at: Instant): void {
    if (this.mode === 'frozen') this.freeze(at);
  }

  /** Moves it on by so many milliseconds; one that stands still stands still again then. */
  advance(ms: number): void {
    if (isMoved(this.#source)) this.#source.advance(ms);
    else this.run(this.#offsetMs + ms);
  }

  freeze(at: Instant = this.now()): void {
    if (isMoved(this.#source)) this.#source.set(at);
    else this.#change(virtualClock(at), 0);
  }

  run(offsetMs = 0): void {
    this.#change(this.#running, offsetMs);
  }

  #change(source: Clock, offsetMs: number): void {
    this.#source = source;
    this.#offsetMs = offsetMs;
    for (const alarm of this.#alarms) {
      alarm.callOff();
      this.#arm(alarm);
    }
  }

  #arm(alarm: Alarm): void {
    alarm.callOff = this.#source.wake(alarm.at - this.#offsetMs, () => {
      this.#alarms.delete(alarm);
      alarm.callback();
    });
  }
}

function isMoved(clock: Clock): clock is VirtualClock {
  return 'advance' in clock && 'set' in clock;
}
