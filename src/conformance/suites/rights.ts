/**
 * What hubs remember of rights: whoever has asked in a project before their rights there are changed may be answered as
 * before for a while. Hubs that remember nothing answer as they should at once.
 */

import { SELF } from '../language/call.ts';
import { isAskedOfDatabase } from '../language/words.ts';
import { type DeedStep, projectsOf } from './side.ts';

/** For how long functions of hubs remember rights [server/projects/is-collaborator.ts], and a little more. */
const REMEMBERED_MS = 31_000;

export class Rights {
  /** As in `project 1 other`: whoever has asked there. */
  readonly #asked = new Set<string>();
  /** To the moment from which on it is known again. */
  readonly #oldUntil = new Map<string, number>();

  /** Until when the answer may be an old one; a moment in the past where it is not. */
  oldUntil(step: DeedStep): number {
    return Math.max(0, ...placesOf(step).map((place) => this.#oldUntil.get(place) ?? 0));
  }

  /** The hub has answered. */
  note(step: DeedStep): void {
    for (const place of placesOf(step)) this.#asked.add(place);
    const { deed } = step;
    if (deed.kind !== 'add' && deed.kind !== 'remove') return;
    const place = `${deed.project_id} ${deed.account_id}`;
    if (this.#asked.has(place)) this.#oldUntil.set(place, Date.now() + REMEMBERED_MS);
  }
}

/** Where somebody asks whose rights may change. Only functions of hubs of today remember. */
function placesOf({ deed, as = SELF, through }: DeedStep): string[] {
  const isRemembered = as !== SELF && through !== 'v1' && !isAskedOfDatabase(deed.kind, through);
  return !isRemembered ? [] : projectsOf(deed).map((project_id) => `${project_id} ${as}`);
}
