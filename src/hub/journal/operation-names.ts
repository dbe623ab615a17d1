/** Operations that there are not. */
import { nearest } from '../../core/nearest.ts';
import { endpointNames } from '../dispatch/index.ts';

/** What to say of an operation that there is not; the nearest is one of the same API. */
export function unknownOperationWords(operation: string): string {
  const place = operation.slice(0, operation.lastIndexOf('/') + 1);
  const ofPlace = endpointNames().filter((name) => name.startsWith(place));
  const meant = nearest(operation, ofPlace.length > 0 ? ofPlace : endpointNames());
  return `no operation is called "${operation}"${meant === undefined ? '' : `; the nearest is "${meant}"`}`;
}

/** @throws Error for an operation that there is not. */
export function checkOperation(operation: string): void {
  if (!endpointNames().includes(operation)) throw new Error(unknownOperationWords(operation));
}
