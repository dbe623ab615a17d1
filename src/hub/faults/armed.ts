/** A fault that is armed: which calls it means, and how often it has fired. */
import { isSameJson } from '../../core/json.ts';
import type { HubState } from '../../core/state.ts';
import type { Call } from '../call.ts';
import { endpointOf } from '../dispatch/index.ts';
import { callerIn, namedParameters } from '../journal/called.ts';
import type { FaultSpec } from './spec.ts';

export class ArmedFault {
  readonly id: string;
  readonly spec: FaultSpec;
  readonly #account_id: string | undefined;
  readonly #project_id: string | undefined;
  #met = 0;
  #fired = 0;

  constructor(
    id: string,
    spec: FaultSpec,
    ids: { readonly account_id: string | undefined; readonly project_id: string | undefined },
  ) {
    this.id = id;
    this.spec = spec;
    this.#account_id = ids.account_id;
    this.#project_id = ids.project_id;
  }

  /** How many calls came that are meant. */
  get met(): number {
    return this.#met;
  }

  /** How many of them it has changed. */
  get fired(): number {
    return this.#fired;
  }

  /** It is due for calls that never came. */
  get isUnfired(): boolean {
    return this.#fired < (this.spec.calls?.length ?? 1);
  }

  fire(): void {
    this.#fired += 1;
  }

  /** Counts the call if it is meant. @returns whether the fault is due for it. */
  meets(call: Call, state: HubState, named: readonly string[] | undefined): boolean {
    if (named === undefined ? this.spec.header === true : !named.includes(this.id)) return false;
    if (!this.#means(call, state)) return false;
    this.#met += 1;
    const { calls, first, every } = this.spec;
    if (calls !== undefined) return calls.includes(this.#met);
    if (first !== undefined) return this.#met <= first;
    return every === undefined || this.#met % every === 0;
  }

  #means(call: Call, state: HubState): boolean {
    const { operation, parameters = {} } = this.spec;
    if (operation !== undefined && endpointOf(call) !== operation) return false;
    const sent = namedParameters(call);
    if (
      !Object.entries(parameters).every(([name, value]) => Object.hasOwn(sent, name) && isSameJson(sent[name], value))
    ) {
      return false;
    }
    const identity =
      this.#account_id === undefined && this.#project_id === undefined ? undefined : callerIn(state, call);
    if (
      this.#account_id !== undefined &&
      !(identity !== undefined && 'account_id' in identity && identity.account_id === this.#account_id)
    ) {
      return false;
    }
    return (
      this.#project_id === undefined ||
      (identity !== undefined && 'project_id' in identity && identity.project_id === this.#project_id) ||
      Object.values(sent).some((value) => typeof value === 'string' && value.toLowerCase() === this.#project_id)
    );
  }
}
