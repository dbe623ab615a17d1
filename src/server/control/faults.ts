/** Faults that are injected into the calls of a world. */
import type { ControlOperations } from '../../control/operations.ts';
import { ShapeError } from '../../core/shape.ts';
import type { FaultSpec } from '../../hub/faults/spec.ts';
import type { FaultStatus } from '../../hub/faults.ts';
import { Denial } from '../denial.ts';
import type { ServedWorld } from '../worlds/served-world.ts';
import { type Handlers, Replied } from './context.ts';

type FaultTold = ControlOperations['armFault']['answer'];

export const faultHandlers: Handlers<'listFaults' | 'armFault' | 'disarmFaults' | 'disarmFault'> = {
  listFaults({ world: { hub } }, { unfired = false }) {
    return { faults: told(unfired ? hub.faults.unfired() : hub.faults.list()) };
  },

  async armFault({ world }, spec) {
    const { id } = await armed(world, spec as unknown as FaultSpec);
    return new Replied(201, faultOf(world, id));
  },

  disarmFaults({ world: { hub } }) {
    const faults = told(hub.faults.list());
    hub.faults.disarm();
    return { faults };
  },

  disarmFault({ world }, { id }) {
    const fault = faultOf(world, id);
    world.hub.faults.disarm(id);
    return fault;
  },
};

async function armed({ hub }: ServedWorld, spec: FaultSpec): Promise<{ readonly id: string }> {
  try {
    return await hub.faults.arm(spec);
  } catch (thrown) {
    // It says so by a plain error where there is nothing of that name.
    const isOfInput = thrown instanceof ShapeError || (thrown as object).constructor === Error;
    if (!isOfInput) throw thrown;
    const hint =
      'such as {"first": 1, "do": {"fail_after": "reset"}}; POST /__admin/faults in docs/control.md says more';
    throw new Denial(422, 'bad_fault', (thrown as Error).message, hint);
  }
}

function faultOf({ hub }: ServedWorld, id: string): FaultTold {
  const fault = told(hub.faults.list()).find((one) => one.id === id);
  if (fault !== undefined) return fault;
  throw new Denial(
    404,
    'unknown_fault',
    `no fault ${JSON.stringify(id)} is armed`,
    'GET /__admin/faults lists those that are',
  );
}

function told(faults: readonly FaultStatus[]): FaultTold[] {
  return faults as unknown as FaultTold[];
}
