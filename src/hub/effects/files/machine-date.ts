/** Times of files, as commands show them. */
import type { Instant } from '../../../core/instant.ts';

/**
 * A time as seen on a machine in UTC whose clock stands at `now`.
 *
 * The shell's `ls` shows local time, and compares with the system's clock to tell recent files from others; both would
 * let the host show through, and make the same calls print different things.
 */
export class MachineDate extends Date {
  readonly #age: number;

  constructor(instant: Instant, now: Instant) {
    super(instant);
    this.#age = now - instant;
  }

  /** What comparisons see: as long before the system's time as the instant is before `now`. */
  override valueOf(): number {
    return Date.now() - this.#age;
  }

  override getFullYear = this.getUTCFullYear;
  override getMonth = this.getUTCMonth;
  override getDate = this.getUTCDate;
  override getDay = this.getUTCDay;
  override getHours = this.getUTCHours;
  override getMinutes = this.getUTCMinutes;
  override getSeconds = this.getUTCSeconds;
}
