/** All programs of the simulation's own. */
import { archivingPrograms } from './archiving.ts';
import { argumentPrograms } from './arguments.ts';
import { awkPrograms } from './awk.ts';
import { changingPrograms } from './changing.ts';
import { columnPrograms } from './columns.ts';
import { comparingPrograms } from './comparing.ts';
import { countingPrograms } from './counting.ts';
import { datePrograms } from './dating.ts';
import { dumpingPrograms } from './dumping.ts';
import { editingPrograms } from './editing.ts';
import { endPrograms } from './ends.ts';
import { listingPrograms } from './listing.ts';
import { numberingPrograms } from './numbering.ts';
import { placingPrograms } from './placing.ts';
import type { OwnProgram } from './program.ts';
import { queryPrograms } from './querying.ts';
import { recognizingPrograms } from './recognizing.ts';
import { searchPrograms } from './searching.ts';
import { sortingPrograms } from './sorting.ts';
import { summingPrograms } from './summing.ts';
import { translatingPrograms } from './translating.ts';
import { wrappingPrograms } from './wrapping.ts';

export const ownPrograms: readonly OwnProgram[] = [
  ...archivingPrograms,
  ...argumentPrograms,
  ...awkPrograms,
  ...changingPrograms,
  ...columnPrograms,
  ...countingPrograms,
  ...editingPrograms,
  ...endPrograms,
  ...listingPrograms,
  ...comparingPrograms,
  ...datePrograms,
  ...dumpingPrograms,
  ...placingPrograms,
  ...queryPrograms,
  ...numberingPrograms,
  ...recognizingPrograms,
  ...searchPrograms,
  ...sortingPrograms,
  ...summingPrograms,
  ...translatingPrograms,
  ...wrappingPrograms,
];
