/** Everything that checks of conformance have to find. */
import { authorizationDefects } from './authorization.ts';
import { behaviourDefects } from './behaviour.ts';
import { contractDefects } from './contracts.ts';
import type { Defect } from './defect.ts';
import { lawDefects } from './laws.ts';

export const defects: readonly Defect[] = [
  ...contractDefects,
  ...authorizationDefects,
  ...behaviourDefects,
  ...lawDefects,
];
