/** The package's `conformance`: a check of a hub from code, as the command `check` runs it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkHub } from '../conformance/verdict/check.ts';
import type { Report } from '../conformance/verdict/report.ts';
import { type CheckOptions, checkedOptions } from './options.ts';
import { checkRun, keepOrRemove } from './run.ts';
import { type Checkable, withTarget } from './target.ts';

export type { Expected } from '../conformance/verdict/expected.ts';
export type { Report, ReportedCase, ReportedFinding } from '../conformance/verdict/report.ts';
export { type ReportName, reportText } from '../conformance/verdict/reports/index.ts';
export type { CheckOptions, CheckProgress, Suite } from './options.ts';
export type { Checkable } from './target.ts';

/**
 * Holds a hub against what the API promises: `const report = await check('mock', { suites: ['contracts'] })`.
 *
 * A mock, and a hub in this process, of which a fork is checked, are thrown away afterwards. At a URL nothing is sent without
 * `readOnly` or `consent`. What goes wrong at a hub is in the report, whose `exit.code` is that of the command.
 *
 * @throws ShapeError for a target or an option that makes no sense, a LedgerError or a fault of the file system.
 */
export async function check(target: Checkable, given: CheckOptions = {}): Promise<Report> {
  const options = checkedOptions(given);
  return withTarget(target, options, async (found) => {
    const scratch = found.mock ? mkdtempSync(join(tmpdir(), 'mock-hub-')) : undefined;
    try {
      const run = checkRun(found, options, scratch ?? '.');
      const report = await checkHub(run);
      keepOrRemove(run.ledgerFile, report, options);
      return report;
    } finally {
      if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true });
    }
  });
}
