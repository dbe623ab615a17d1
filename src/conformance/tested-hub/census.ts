/** What there is at a hub: all projects and keys of the account, and which of them carry the mark of a run. */
import { MARK } from './mark.ts';
import { type Asked, type Kind, keysAt, projectsAt } from './things.ts';

export interface Found {
  readonly kind: 'project' | 'key';
  readonly id: string;
  readonly title: string;
}

export interface Census {
  /** As in `project 4c1c…`, of all that there is: whatever a run is told of these is not its own. */
  readonly names: ReadonlySet<string>;
  /** What runs have left, this one or others: projects that are not deleted, and keys. */
  readonly marked: readonly Found[];
}

/** Names a thing, as in `project 4c1c…`. */
export const thingName = (kind: Kind, id: string): string => `${kind} ${id.toLowerCase()}`;

/** @throws CensusError when the hub does not tell what there is, RunEnded */
export async function census(hub: Asked): Promise<Census> {
  const all = [
    ...(await projectsAt(hub)).map((one) => ({ ...one, kind: 'project' as const })),
    ...(hub.api === 'conat' ? await keysAt(hub) : []).map((one) => ({ ...one, kind: 'key' as const })),
  ];
  const marked = all.filter(({ title, gone }) => title.includes(MARK) && !gone);
  return {
    names: new Set(all.map(({ kind, id }) => thingName(kind, id))),
    // In an order that does not depend on the hub.
    marked: marked
      .map(({ kind, id, title }) => ({ kind, id, title }))
      .sort((one, other) => (`${one.kind} ${one.id}` < `${other.kind} ${other.id}` ? -1 : 1)),
  };
}
