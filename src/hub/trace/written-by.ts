/** Which version of this package writes a trace. Browsers have `written-by.browser.ts` in place of this. */
import { packageVersion } from '../programs.ts';

export function writtenBy(): string {
  return `cocalc-mock-hub ${packageVersion()}`;
}
