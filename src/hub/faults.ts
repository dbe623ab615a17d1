/** Faults that a hub injects into calls, exactly when asked: by operation, caller, project, parameters and count. */
import { copied } from '../core/copied.ts';
import { refuse } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import { faultAt } from '../core/shape.ts';
import type { HubState } from '../core/state.ts';
import type { Call } from './call.ts';
import { declaredParameters, endpointNames } from './dispatch/index.ts';
import { ArmedFault } from './faults/armed.ts';
import { type Layer, layerOf } from './faults/refusing.ts';
import { type FaultSpec, readSpec } from './faults/spec.ts';
import { checkOperation } from './journal/operation-names.ts';
import type { NameBook } from './journal/people.ts';

/** A fault that is armed, as `list` tells it. */
export interface FaultStatus extends FaultSpec {
  readonly id: string;
  /** How many calls came that it is for, and how many of them it has changed. */
  readonly met: number;
  readonly fired: number;
}

/** What a call meets. */
export interface MetFault {
  readonly fault: ArmedFault;
  /** Rejects for a refusal that the operation does not have. */
  readonly layer: Promise<Layer>;
}

const MOST_ARMED = 1000;

export class Faults {
  readonly #names: NameBook;
  readonly #armed = new Map<string, MetFault>();
  #made = 0;

  constructor(names: NameBook) {
    this.#names = names;
  }

  /**
   * Arms a fault: `await hub.faults.arm({ operation: 'v1/create_project', first: 1, do: { fail_after: 'reset' } })`. It is armed
   * at once; of several that are due for a call, the one armed first fires.
   *
   * @throws Error, as a rejection, for an operation, account, project, parameter or refusal that there is not: then it is not armed.
   */
  async arm(given: FaultSpec): Promise<ArmedFault> {
    const spec = readSpec(copied(given));
    const { account, project } = spec;
    this.#check(spec);
    const ids = {
      account_id: account === undefined ? undefined : this.#names.account(account),
      project_id: project === undefined ? undefined : this.#names.project(project),
    };
    const fault = new ArmedFault(spec.id ?? this.#newId(), spec, ids);
    const layer = layerFor(spec);
    this.#armed.set(fault.id, { fault, layer });
    try {
      await layer;
    } catch (thrown) {
      this.#armed.delete(fault.id);
      throw thrown;
    }
    return fault;
  }

  /** All that are armed, in the order in which they were. */
  list(): FaultStatus[] {
    return [...this.#armed.values()].map(({ fault: { id, spec, met, fired } }) => ({ ...spec, id, met, fired }));
  }

  /** How many are armed. */
  get size(): number {
    return this.#armed.size;
  }

  /** Takes one away, or all. @throws Error when there is no such fault. */
  disarm(id?: string): void {
    if (id === undefined) this.#armed.clear();
    else if (!this.#armed.delete(id)) throw new Error(this.#unknown(id));
  }

  /** Those that have not fired: never, or not for all the `calls` that they name. */
  unfired(): FaultStatus[] {
    const ids = new Set([...this.#armed.values()].filter(({ fault }) => fault.isUnfired).map(({ fault }) => fault.id));
    return this.list().filter(({ id }) => ids.has(id));
  }

  /** The fault that is due for the call. For the hub. @throws Refusal for a header that names none. */
  metBy(call: Call, state: HubState): MetFault | undefined {
    const named = call.faults?.split(',').map((id) => id.trim());
    const wrong = named?.find((id) => !this.#armed.has(id));
    if (wrong !== undefined) throw refuse('unknown_fault', { told: this.#unknown(wrong) });
    // Each of them counts the call, also where another one fires.
    const due = [...this.#armed.values()].filter(({ fault }) => fault.meets(call, state, named));
    const [first] = due;
    first?.fault.fire();
    return first;
  }

  #check({ id, operation, parameters = {}, do: doing }: FaultSpec): void {
    if (id !== undefined && this.#armed.has(id))
      throw faultAt('fault.id', `should be a new one, but "${id}" is armed already`);
    if (this.#armed.size >= MOST_ARMED) throw new Error(`more than ${MOST_ARMED} faults are armed; disarm some`);
    if (operation !== undefined) checkOperation(operation);
    const known =
      operation === undefined
        ? endpointNames().flatMap((name) => declaredParameters(name) ?? [])
        : (declaredParameters(operation) ?? []);
    for (const name of Object.keys(parameters)) {
      if (known.includes(name)) continue;
      const meant = nearest(name, known);
      const hint = meant === undefined ? `it has: ${known.join(', ')}` : `did you mean "${meant}"?`;
      throw faultAt(`fault.parameters.${name}`, `is no parameter of ${operation ?? 'any operation'}; ${hint}`);
    }
    if (operation === undefined && ('refuse' in doing || 'half' in doing)) {
      throw faultAt('fault.operation', 'should be given, since each operation has refusals of its own');
    }
  }

  #newId(): string {
    do this.#made += 1;
    while (this.#armed.has(`fault-${this.#made}`));
    return `fault-${this.#made}`;
  }

  #unknown(id: string): string {
    const ids = [...this.#armed.keys()];
    const meant = nearest(id, ids);
    const told = ids.length === 0 ? 'none is' : `there are: ${ids.slice(0, 10).join(', ')}`;
    return `no fault "${id}" is armed; ${meant === undefined ? told : `did you mean "${meant}"?`}`;
  }
}

async function layerFor({ operation = '', do: doing }: FaultSpec): Promise<Layer> {
  if ('refuse' in doing) return layerOf(doing.refuse, operation);
  return 'half' in doing ? layerOf(doing.half.refuse, operation) : 'operation';
}
