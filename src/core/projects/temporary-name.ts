import { deviates } from '../deviations.ts';
import { newHex } from '../random.ts';
import type { HubState } from '../state.ts';

/** A date whose months count from 0, process id, and chance; the year as it is or, as published, since 1900. [npm temp] */
export function temporaryName(state: HubState, prefix: string): string {
  const today = new Date(state.now);
  const year = today.getUTCFullYear() - (deviates(state, 'temporary_names') ? 0 : 1900);
  const date = `${year}${today.getUTCMonth()}${today.getUTCDate()}`;
  const chance = Number.parseInt(newHex(state, 'temporary file', 13), 16) / 2 ** 52;
  return `/tmp/${prefix}${date}-${SERVER_PID}-${(chance * 2 ** 32 + 1).toString(36)}`;
}

const SERVER_PID = 1677;
