/** Canned replies to commands, of one world. */
import type { ControlOperations } from '../../control/operations.ts';
import { copied } from '../../core/copied.ts';
import { ShapeError } from '../../core/shape.ts';
import { type Stub, stubOf, writtenStub } from '../../hub/effects/stubs.ts';
import { Denial } from '../denial.ts';
import { type Handlers, Replied } from './context.ts';

type StubTold = ControlOperations['addStub']['answer'];

const MOST_STUBS = 1000;

export const stubHandlers: Handlers<'listStubs' | 'addStub' | 'deleteStub'> = {
  listStubs: ({ world }) => ({ stubs: world.hub.stubs.map(toldStub) }),

  addStub({ world }, input) {
    const { hub } = world;
    if (hub.stubs.length >= MOST_STUBS) {
      const hint = 'DELETE /__admin/stubs/{id} removes one';
      throw new Denial(409, 'too_many_stubs', `a world has ${MOST_STUBS} stubs at most`, hint);
    }
    const stub = made(input);
    hub.stubs = [...hub.stubs, stub];
    return new Replied(201, toldStub(stub));
  },

  deleteStub({ world }, { id }) {
    const { hub } = world;
    const stub = hub.stubs.find((one) => idOf(one) === id);
    if (stub === undefined) {
      throw new Denial(404, 'unknown_stub', `there is no stub ${JSON.stringify(id)}`, 'GET /__admin/stubs lists them');
    }
    hub.stubs = hub.stubs.filter((one) => one !== stub);
    return toldStub(stub);
  },
};

function made(input: object): Stub {
  try {
    return stubOf(writtenStub(copied(input), 'body'));
  } catch (thrown) {
    if (!(thrown instanceof ShapeError)) throw thrown;
    throw new Denial(422, 'bad_stub', thrown.message, 'such as {"command": "make", "stdout": "done"}');
  }
}

/** Forks have the stubs of their parent under the same ids. */
const ids = new WeakMap<Stub, string>();
let count = 0;

function idOf(stub: Stub): string {
  const known = ids.get(stub);
  if (known !== undefined) return known;
  count += 1;
  ids.set(stub, String(count));
  return String(count);
}

function toldStub(stub: Stub): StubTold {
  const { pattern, reply } = stub;
  const id = idOf(stub);
  if (typeof pattern === 'function' || typeof reply === 'function') return { id, in_code: true };
  return { id, ...(typeof pattern === 'string' ? { command: pattern } : { pattern: pattern.source }), reply };
}
