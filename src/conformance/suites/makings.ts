/** What cases make, counted for the plan. */
import type { Generation, Prop } from '../../contracts/contract.ts';
import type { ApiCall } from '../language/call.ts';
import type { HubDeed } from '../language/deeds.ts';
import { isSpoken, speak, speaking } from '../language/words.ts';
import { creationOf, leftBy } from '../tested-hub/creations.ts';
import { countBy, type Numbers } from '../tested-hub/numbers.ts';
import { NOBODY, SAMPLE } from './recipes.ts';
import { DEPENDENTS, PROPS } from './scene.ts';
import { NAMING } from './side.ts';
import type { Takes } from './takes.ts';

/** Kinds of what a success of the call makes, and of what it leaves. */
export function madeBy(call: ApiCall): string[] {
  const creation = creationOf(call);
  return [...(creation === undefined ? [] : [creation.kind]), ...leftBy(call)];
}

/** The same of a deed, through the API that has words for it. */
export function madeByDeed(deed: HubDeed, api: Generation): string[] {
  const named = Object.entries(deed).map(([name, value]) => [name, NAMING.includes(name) ? NOBODY : value]);
  return isSpoken(deed.kind, api) ? madeBy(speak(Object.fromEntries(named) as HubDeed, api)) : [];
}

/** Whether what it takes can be made by calls of these APIs. */
export function canBeMade(
  { generation, props }: Pick<Takes, 'generation' | 'props'>,
  by: readonly Generation[],
): boolean {
  return props.every((prop) => {
    const { after = [], deeds } = PROPS[prop];
    const isSaid = deeds(SAMPLE).every(({ kind }) => by.includes(speaking(kind, generation)));
    return isSaid && canBeMade({ generation, props: after }, by);
  });
}

/** What these cases share, one after the other: each thing is made once, and anew after it was spent. */
export function sharedBy(all: readonly Takes[]): Numbers {
  const made: string[] = [];
  const scenes = new Map<string, Set<Prop>>();
  for (const { generation, kind, props, spends } of all) {
    const name = `${generation} ${kind}`;
    const things = scenes.get(name) ?? new Set();
    scenes.set(name, things);
    const make = (prop: Prop) => {
      if (things.has(prop)) return;
      const { after = [], deeds } = PROPS[prop];
      after.forEach(make);
      things.add(prop);
      made.push(...deeds(SAMPLE).flatMap((deed) => madeByDeed(deed, speaking(deed.kind, generation))));
    };
    const spend = (prop: Prop) => {
      things.delete(prop);
      DEPENDENTS[prop]?.forEach(spend);
    };
    props.forEach(make);
    spends.forEach(spend);
  }
  return countBy(made);
}
