/** Canned replies of kernels, which come before the interpreter. */
import { copied } from '../../core/copied.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Cell, CellResult, KernelSpec } from '../../core/projects/cell.ts';
import { either, jsonObject, list, misshapen, number, optionalMember, record, text } from '../../core/shape.ts';

/** What a stubbed kernel sends: the items of output, or a text that it prints, or a whole result. */
export type KernelReply = string | readonly JsonObject[] | CellResult;

export interface KernelStub {
  readonly spec: KernelSpec;
  readonly reply: KernelReply | ((cell: Cell) => KernelReply | Promise<KernelReply>);
}

const replyShape = either(
  text,
  list(jsonObject),
  record({ output: list(jsonObject), elapsedMs: optionalMember(number), signal: optionalMember(text) }),
);

function checkedReply(reply: KernelReply): KernelReply {
  return replyShape(copied(reply), 'reply');
}

/** A stub of the kernel; what is told of it is made up where it is not given. @throws ShapeError that names what is no reply. */
export function kernelStub(name: string, reply: KernelStub['reply'], told: Partial<KernelSpec> = {}): KernelStub {
  if (typeof name !== 'string' || name === '') throw misshapen('name', 'the name of a kernel', name);
  if (typeof reply !== 'function') checkedReply(reply);
  const folder = `/usr/local/share/jupyter/kernels/${name}`;
  const made = { display_name: name, language: name, env: {}, resource_dir: folder, argv: [name, '{connection_file}'] };
  return { spec: copied({ name, ...made, ...told }), reply };
}

/** The result of the last of the stubs that has the cell's kernel; `undefined` if none has. */
export async function stubbedCell(stubs: readonly KernelStub[], cell: Cell): Promise<CellResult | undefined> {
  const stub = stubs.findLast(({ spec }) => spec.name === cell.kernel);
  if (stub === undefined) return undefined;
  const reply = checkedReply(typeof stub.reply === 'function' ? await stub.reply(copied(cell)) : stub.reply);
  if (typeof reply === 'string') return { output: reply === '' ? [] : [{ name: 'stdout', text: reply }] };
  return 'output' in reply ? reply : { output: reply };
}

/** The kernels and those of the stubs, which stand in place of those of their names; sorted by `display_name`. */
export function withStubs(kernels: readonly KernelSpec[], stubs: readonly KernelStub[]): readonly KernelSpec[] {
  const byName = new Map([...kernels, ...stubs.map(({ spec }) => spec)].map((spec) => [spec.name, spec]));
  return [...byName.values()].sort((one, other) => (one.display_name < other.display_name ? -1 : 1));
}
