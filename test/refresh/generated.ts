/** The files that are made from others, and how. */

import { coverageMarkdown, coverageOf } from '../../src/contracts/coverage.ts';
import { CONTRACTS, readContracts } from '../../src/contracts/folder.ts';
import { describedRequests, knownNames, unnamedSecrets } from './contract-lists.ts';
import { contractTexts } from './contracts.ts';
import { controlTypes } from './control-types.ts';
import { endpointList } from './endpoint-list.ts';
import { fidelityPage } from './fidelity-page.ts';
import { operationTypes } from './operation-types.ts';

/** Paths to what makes their texts. */
export const GENERATED: Readonly<Record<string, () => string | Promise<string>>> = {
  ...contractTexts(),
  'src/endpoints/index.ts': endpointList,
  'src/hub/dispatch/known-names.ts': knownNames,
  'src/hub/dispatch/described-requests.ts': describedRequests,
  'src/core/redaction/unnamed-secrets.ts': unnamedSecrets,
  'src/contracts/operations.ts': operationTypes,
  'src/control/operations.ts': controlTypes,
  'docs/contract-coverage.md': () => coverageMarkdown(coverageOf(readContracts(CONTRACTS))),
  'docs/fidelity.md': fidelityPage,
};
