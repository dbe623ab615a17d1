/** The path `cocalc-mock-hub/control`: a client of the control plane. */
export {
  type ControlAnswer,
  type ControlClient,
  type ControlClientOptions,
  ControlError,
  type ControlInput,
  controlClient,
} from './client.ts';
export type * from './operations.ts';
export type { EventsOptions } from './stream.ts';
