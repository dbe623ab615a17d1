/** The clock of a world, and what falls due when it is moved. */
import type { ControlOperations } from '../../control/operations.ts';
import type { Due } from '../../core/due.ts';
import { DAY, HOUR, type Instant, iso, MINUTE, SECOND } from '../../core/instant.ts';
import { settle } from '../../core/settle.ts';
import type { HubState } from '../../core/state.ts';
import { Denial } from '../denial.ts';
import type { ServedWorld } from '../worlds/served-world.ts';
import type { WorldClock } from '../worlds/world-clock.ts';
import { type Handlers, toldClock } from './context.ts';

type Setting = ControlOperations['setClock']['input'];
type Moved = ControlOperations['setClock']['answer'];

export const clockHandlers: Handlers<'getClock' | 'setClock' | 'advanceClock'> = {
  getClock: ({ world }) => toldClock(world.clock),
  setClock: ({ world }, setting) => moved(world, settingOf(setting)),
  advanceClock: ({ world }, { ms = 0, seconds = 0, minutes = 0, hours = 0, days = 0 }) => {
    const distance = ms + seconds * SECOND + minutes * MINUTE + hours * HOUR + days * DAY;
    return moved(world, (clock) => clock.advance(checkedTime(clock.now() + distance) - clock.now()));
  },
};

/** What sets a clock so. @throws Denial for what makes no sense. */
export function settingOf({ mode, time, offset_ms }: Setting): (clock: WorldClock) => void {
  if (offset_ms !== undefined && (mode !== 'offset' || time !== undefined)) {
    throw badClock('offset_ms goes with the mode offset, and without time');
  }
  const at = time === undefined ? undefined : checkedTime(Date.parse(time));
  switch (mode) {
    case 'system':
      if (at !== undefined) throw badClock('time goes with the modes frozen and offset');
      return (clock) => clock.run();
    case 'frozen':
      return (clock) => clock.freeze(at);
    case 'offset':
      if (at === undefined && offset_ms === undefined) throw badClock('the mode offset wants time or offset_ms');
      return (clock) => {
        clock.run();
        clock.run(
          checkedTime(clock.now() + (offset_ms ?? 0)) - clock.now() + (at === undefined ? 0 : at - clock.now()),
        );
      };
  }
}

/** JavaScript has no other times. */
function checkedTime(instant: Instant): Instant {
  if (Math.abs(instant) <= 8.64e15) return instant;
  throw badClock('the time is out of range');
}

function badClock(words: string): Denial {
  return new Denial(422, 'bad_clock', words, 'such as {"mode": "frozen", "time": "2026-01-01T12:00:00Z"}');
}

function moved(world: ServedWorld, set: (clock: WorldClock) => void): Moved {
  const { hub, clock } = world;
  const before = hub.state;
  set(clock);
  const due = fellDue(before, clock.now());
  // Whoever looks at the state next sees what has happened by now, also when that is no call.
  hub.update((state) => settle(state, clock.now(), state.call));
  const told = toldClock(clock);
  world.tell({ what: 'clock', ...told });
  return { clock: told, due };
}

/** What is done between the state and the time, in order: the next moment at which something is due, and so on. */
function fellDue(start: HubState, now: Instant): Moved['due'] {
  const done: Due[] = [];
  for (let state = start; state.nextDue.at <= now; ) {
    const { at } = state.nextDue;
    const due = [...state.agenda.values()].filter(({ when }) => 'at' in when && when.at <= at);
    done.push(...due.sort((one, other) => one.order - other.order));
    state = settle(state, at, state.call);
  }
  return done.map(({ when, task: { kind, ...more } }) => ({
    at: iso('at' in when ? when.at : now),
    kind,
    ...('project_id' in more && { project_id: more.project_id }),
    ...('copy_path_id' in more && { copy_path_id: more.copy_path_id }),
  }));
}
