/** Tests that run once for each fault that fits a call of theirs. */
import type { TestAPI } from 'vitest';
import type { FaultRunOptions } from '../../fault-runs/in-process.ts';
import type { VirtualClock } from '../../hub/clock.ts';
import type { Hub } from '../../hub/hub.ts';

/** Vitest ends a test by this time, unless another one is given behind its body. */
const TEST_MS = 60_000;

export type EveryFaultTest = (
  title: string,
  body: (fixtures: { readonly hub: Hub<VirtualClock> }) => unknown,
  timeoutMs?: number,
) => void;

/**
 * A `test` whose bodies run once without faults, and then once for each of their calls and each fault that fits it, each time with
 * a hub of its own: `everyFault(test)('makes a project once', async ({ hub }) => { await createOnce(hub.as('alice'), 'Mine'); })`.
 *
 * A body may fail when it meets a fault, but it has to leave nothing twice or behind; and if it passes, what it leaves without
 * faults. Otherwise, or if it does not end, or a fault never fires, the test fails, and says which faults did what.
 */
export function everyFault(
  test: TestAPI<{ readonly hub: Hub<VirtualClock> }>,
  options: FaultRunOptions = {},
): EveryFaultTest {
  return (title, body, timeoutMs = TEST_MS) =>
    test(
      title,
      async ({ hub }) => {
        const [{ inProcessFaults }, { faultText }] = await Promise.all([
          import('../../fault-runs/in-process.ts'),
          import('../../fault-runs/reports.ts'),
        ]);
        const report = await inProcessFaults({ hub, title, clockRuns: false }, (own) => body({ hub: own }), options);
        if (report.exit.code !== 0) throw new Error(faultText(report));
      },
      timeoutMs,
    );
}
