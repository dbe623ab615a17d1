/** What real commands may take of this machine. */
import {
  boolean,
  list,
  misshapen,
  type Of,
  optionalMember,
  record,
  type Shape,
  scalar,
  text,
  wholeNumberTo,
} from '../../../core/shape.ts';

const amount = optionalMember(wholeNumberTo(Number.MAX_SAFE_INTEGER, 1));

const absolutePath = scalar<string>('an absolute path', (value) => typeof value === 'string' && value.startsWith('/'));

const members = {
  /** How many commands of a hub run at once; more of them wait. 4 by default. */
  maxRunning: amount,
  /** How many commands of a hub may wait; more of them are refused. 256 by default. */
  maxWaiting: amount,
  /** How long a command may run in real time, if its own limit is longer: 600,000 ms by default. */
  maxRunMs: amount,
  /** How much a command may print: 10,000,000 bytes by default, as an answer has them in JSON. */
  maxOutputBytes: amount,
  /** How much memory the processes of a command may take together: 1 GiB by default. */
  maxMemoryBytes: amount,
  /** How many processes and threads a command may have: 256 by default. */
  maxProcesses: amount,
  /** How much a project's files may hold, and those in its `/tmp`: 256 MiB each by default. */
  maxDiskBytes: amount,
  /** How many files they may be; 100,000 by default. */
  maxFiles: amount,
  /** How many projects stay laid out; the one whose last command was the longest ago makes place. 16 by default. */
  maxProjects: amount,
  /** Whether commands reach the network; not by default. */
  network: optionalMember(boolean),
};

const shape = record({
  ...members,
  /** Folders of this machine that commands can read besides its programs, such as `/opt/conda`. */
  readable: optionalMember(list(absolutePath)),
});

const containerShape = record({
  ...members,
  /** The program that runs containers: `docker` or `podman`, or a path; by default the first of them whose service runs. */
  program: optionalMember(text),
});

export type BubblewrapOptions = Of<typeof shape>;
export type ContainerOptions = Of<typeof containerShape>;
export type SandboxLimits = Required<Omit<BubblewrapOptions, 'readable'>>;

const DEFAULTS: SandboxLimits = {
  maxRunning: 4,
  maxWaiting: 256,
  maxRunMs: 600_000,
  maxOutputBytes: 10_000_000,
  maxMemoryBytes: 2 ** 30,
  maxProcesses: 256,
  maxDiskBytes: 256 * 2 ** 20,
  maxFiles: 100_000,
  maxProjects: 16,
  network: false,
};

/** @throws ShapeError that names the option. */
export function bubblewrapSettings(given: BubblewrapOptions) {
  const { readable = [], ...limits } = checked(shape, given);
  return { readable, limits: { ...DEFAULTS, ...limits } };
}

/** Whether it can be the name of an image; what begins with a dash would be taken for an option. */
export function isImageName(image: unknown): image is string {
  return typeof image === 'string' && /^\w[\w.:/@-]*$/.test(image);
}

/** @throws ShapeError that names the option, or the image that is no name of one. */
export function containerSettings(image: string, given: ContainerOptions) {
  if (!isImageName(image)) throw misshapen('image', 'the name of an image, such as debian:12', image);
  const { program, ...limits } = checked(containerShape, given);
  return { image, program, limits: { ...DEFAULTS, ...limits } };
}

function checked<Value extends object>(of: Shape<Value>, given: object): Value {
  const defined = Object.entries(given).filter(([, value]) => value !== undefined);
  return of(Object.fromEntries(defined), 'options');
}
