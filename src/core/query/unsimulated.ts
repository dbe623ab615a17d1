/** Tables that a hub has and this simulation does not. */
import { type Refusal, refuse } from '../errors.ts';

/** Of a table whose fields are not all known, a field that is not. */
export function fieldsNotKnown(what: string): Refusal {
  return refuse('unsimulated', { what, why: 'the fields of this table are not all known' });
}

/** Answers in the place of a table: names it, and says why there is no answer. */
export function unsimulatedTable(table: string, why: string): () => never {
  return () => {
    throw refuse('unsimulated', { what: `the table '${table}'`, why });
  };
}
