/** Rows of as many cells each, as lines of aligned columns. */
export function alignedRows(rows: readonly (readonly string[])[]): string {
  const widthOf = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row) => `  ${row.map((cell, at) => cell.padEnd(widthOf(at))).join('  ')}`.trimEnd()).join('\n');
}
