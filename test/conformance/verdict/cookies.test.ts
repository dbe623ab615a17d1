/** Cookies in reports, which are secrets as keys are. */
import { expect, test } from 'vitest';
import { authorizationCases } from '../../../src/conformance/suites/authorization.ts';
import { CONTRACTS, readContracts } from '../../../src/contracts/folder.ts';
import { checkingAll, only, wholeHub } from '../by-model.ts';
import { planted } from '../defects/defect.ts';

test('the line for curl says where a cookie goes, and not which', { timeout: 60_000 }, async () => {
  const deaf = planted(wholeHub(), { serve: ({ session: _, ...call }, sound) => sound(call) });
  const cases = authorizationCases(readContracts(CONTRACTS));

  const report = await checkingAll(deaf, { cases, selection: only('v2.exec.cookie') });

  const lines = report.cases.flatMap(({ findings }) => findings.flatMap(({ calls }) => calls.map(({ curl }) => curl)));
  expect(lines.some((line) => line.includes(' -b "$COCALC_COOKIE" '))).toBe(true);
  expect(lines.join()).not.toMatch(/sha512|remember_me/);
});
