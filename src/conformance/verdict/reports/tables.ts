/** What reports with tables show of each axis. */
import { AXES, type Axis } from '../../suites/case.ts';
import type { Counts, Report } from '../report.ts';

/** What ran of an operation on an axis, in a few words; nothing where it has no cases there. */
export function cellText({ pass, fail, excused, skipped, 'not run': notRun }: Counts): string {
  const parts = [
    pass > 0 && `${pass} passed`,
    fail > 0 && `${fail} failed`,
    excused > 0 && `${excused} excused`,
    skipped > 0 && `${skipped} skipped`,
    notRun > 0 && `${notRun} not run`,
  ];
  return parts.filter((part) => part !== false).join(', ');
}

/** The axes that have cases. */
export function usedAxes({ axes }: Report): Axis[] {
  return AXES.filter((axis) => Object.values(axes[axis]).some((count) => count > 0));
}
