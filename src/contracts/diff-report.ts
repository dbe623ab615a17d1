/** Changes of contracts as text, JSON or Markdown. */
import type { Change, Severity } from './diff.ts';

export function changesText(changes: readonly Change[], format: 'text' | 'json' | 'markdown'): string {
  if (format === 'json') return `${JSON.stringify(changes, null, 2)}\n`;
  if (format === 'markdown') return markdown(changes);
  return `${changes.map((change) => `${change.severity.padEnd(10)}  ${placeOf(change)}: ${change.what}`).join('\n')}${
    changes.length > 0 ? '\n' : ''
  }${summary(changes)}\n`;
}

function markdown(changes: readonly Change[]): string {
  const rows = changes.map(
    ({ severity, direction, what, ...change }) =>
      `| ${severity} | ${direction} | \`${placeOf({ severity, direction, what, ...change })}\` | ${what.replaceAll('|', '\\|')} |`,
  );
  return [
    '| severity | direction | place | change |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    summary(changes),
    '',
  ].join('\n');
}

function placeOf({ endpoint, direction, path }: Change): string {
  return direction === 'operation' && path === endpoint ? endpoint : `${endpoint} ${path}`;
}

function summary(changes: readonly Change[]): string {
  const count = (severity: Severity) => changes.filter((change) => change.severity === severity).length;
  return `${count('breaking')} breaking, ${count('compatible')} compatible, ${count('editorial')} editorial`;
}
