/** Fields whose texts changed between two descriptions in a way that changes no contract. */
import type { DescribedEvent, Description } from './description.ts';
import type { Change } from './diff.ts';

/** @param changes what changed in the contracts of the two; their places are told already. */
export function textChanges(old: Description, next: Description, changes: readonly Change[]): Change[] {
  const told = new Set(changes.map(({ endpoint, path }) => `${endpoint} ${path}`));
  return Object.entries(next.events).flatMap(([event, { fields }]) =>
    Object.entries(fields)
      .filter(([field, text]) => (textOf(old, event, field) ?? text) !== text)
      .map(([field]): Change => {
        const place = { endpoint: `v1/${event}`, direction: 'request', path: `request.${field}` } as const;
        return { ...place, severity: 'editorial', what: 'described in other words' };
      })
      .filter(({ endpoint, path }) => !told.has(`${endpoint} ${path}`)),
  );
}

function textOf({ events }: Description, event: string, field: string): string | undefined {
  const described: DescribedEvent | undefined = Object.hasOwn(events, event) ? events[event] : undefined;
  return described && Object.hasOwn(described.fields, field) ? described.fields[field] : undefined;
}
