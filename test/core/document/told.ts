/** All that is in a state, as text in its order: made without documents, to hold them to. */

import type { Directory } from '../../../src/core/files/tree.ts';
import { type HubState, settingsOf, tableNames, tableOf } from '../../../src/core/state.ts';
import { nodesOf } from '../../trees.ts';

export function toldState(state: HubState): string {
  const { now, call, dialect, nextDue } = state;
  return toldValue({
    now,
    call,
    dialect,
    nextDue,
    settings: settingsOf(state),
    tables: tableNames.map((name) => toldTable(state, name)),
  });
}

/** A value as text that tells all numbers apart. */
export function toldValue(value: unknown): string {
  const told = (_name: string, member: unknown) =>
    Object.is(member, -0) || member === Number.POSITIVE_INFINITY ? `<${member === 0 ? '-0' : member}>` : member;
  return JSON.stringify(value, told, 1);
}

function toldTable(state: HubState, name: (typeof tableNames)[number]): unknown {
  const table = tableOf(state, name);
  const rows = [...table.rows].map(([key, row]) => [key, toldRow(row)]);
  const indexes = table.declared.indexes.map(([index]) => [
    index,
    table
      .valuesBy(index)
      .sort()
      .map((value) => [value, table.keysBy(index, value)]),
  ]);
  return { name, rows, last: table.last, indexes };
}

function toldRow(row: object): unknown {
  if (!('files' in row)) return row;
  const home = row.files as Directory;
  const nodes = [['', home] as const, ...nodesOf(home)].map(([path, node]) =>
    node.kind === 'directory' ? { path, ...node, entries: node.entries.size } : { path, ...node },
  );
  return { ...row, files: nodes };
}
