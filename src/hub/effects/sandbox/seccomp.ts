/**
 * System calls that no command gets: those that reach what namespaces do not divide, hold memory that no limit counts, or
 * make namespaces of their own. A program that tries one is told that there is no such call.
 */

interface Architecture {
  /** [audit.h] */
  readonly audit: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly clone: number;
}

/** The same on all architectures. */
const COMMON = {
  io_uring_setup: 425,
  io_uring_enter: 426,
  io_uring_register: 427,
  open_tree: 428,
  move_mount: 429,
  fsopen: 430,
  fsconfig: 431,
  fsmount: 432,
  fspick: 433,
  // Its flags are in memory, which no filter sees; whoever misses it takes the older one.
  clone3: 435,
  mount_setattr: 442,
  memfd_secret: 447,
};

const ARCHITECTURES: Readonly<Record<string, Architecture>> = {
  x64: {
    audit: 0xc000003e,
    clone: 56,
    calls: {
      ...COMMON,
      shmget: 29,
      syslog: 103,
      pivot_root: 155,
      acct: 163,
      mount: 165,
      umount2: 166,
      swapon: 167,
      quotactl: 179,
      init_module: 175,
      delete_module: 176,
      lookup_dcookie: 212,
      kexec_load: 246,
      add_key: 248,
      request_key: 249,
      keyctl: 250,
      unshare: 272,
      perf_event_open: 298,
      open_by_handle_at: 304,
      setns: 308,
      finit_module: 313,
      memfd_create: 319,
      kexec_file_load: 320,
      bpf: 321,
      userfaultfd: 323,
    },
  },
  arm64: {
    audit: 0xc00000b7,
    clone: 220,
    calls: {
      ...COMMON,
      lookup_dcookie: 18,
      umount2: 39,
      mount: 40,
      pivot_root: 41,
      quotactl: 60,
      acct: 89,
      unshare: 97,
      kexec_load: 104,
      init_module: 105,
      delete_module: 106,
      syslog: 116,
      shmget: 194,
      add_key: 217,
      request_key: 218,
      keyctl: 219,
      swapon: 224,
      perf_event_open: 241,
      open_by_handle_at: 265,
      setns: 268,
      finit_module: 273,
      memfd_create: 279,
      bpf: 280,
      userfaultfd: 282,
      kexec_file_load: 294,
    },
  },
};

/** Of `seccomp_data`. [seccomp.h] */
const NUMBER = 0;
const AUDIT = 4;
const FIRST_ARGUMENT = 16;

/** [bpf_common.h] */
const LOAD = 0x20;
const JUMP_IF_EQUAL = 0x15;
const JUMP_IF_AT_LEAST = 0x35;
const JUMP_IF_ANY_BIT = 0x45;
const RETURN = 0x06;

const ALLOW = 0x7fff0000;
/** With ENOSYS. */
const DENY = 0x00050000 | 38;

/** Numbers of the ABI x32. */
const X32 = 0x40000000;
/** All flags `CLONE_NEW…`. [sched.h] */
const NEW_NAMESPACES = 0x7e020080;

interface Instruction {
  readonly code: number;
  readonly value: number;
  /** Where to go on where the condition holds; otherwise with the next one. */
  readonly then?: 'deny' | 'allow';
  /** Where to go on where it does not hold. */
  readonly otherwise?: 'deny' | 'allow';
}

/** The filter as bubblewrap reads it; `undefined` on architectures whose numbers are not here. */
export function systemCallFilter(architecture: string = process.arch): Uint8Array | undefined {
  const known = ARCHITECTURES[architecture];
  if (known === undefined) return undefined;
  const denied = Object.values(known.calls).map((value) => ({ code: JUMP_IF_EQUAL, value, then: 'deny' }) as const);
  return assembled([
    { code: LOAD, value: AUDIT },
    { code: JUMP_IF_EQUAL, value: known.audit, otherwise: 'deny' },
    { code: LOAD, value: NUMBER },
    { code: JUMP_IF_AT_LEAST, value: X32, then: 'deny' },
    ...denied,
    { code: JUMP_IF_EQUAL, value: known.clone, otherwise: 'allow' },
    { code: LOAD, value: FIRST_ARGUMENT },
    { code: JUMP_IF_ANY_BIT, value: NEW_NAMESPACES, then: 'deny', otherwise: 'allow' },
  ]);
}

const INSTRUCTION_BYTES = 8;

function assembled(instructions: readonly Instruction[]): Uint8Array {
  const ends = { allow: instructions.length, deny: instructions.length + 1 };
  const all = [...instructions, { code: RETURN, value: ALLOW }, { code: RETURN, value: DENY }] as Instruction[];
  const bytes = new Uint8Array(all.length * INSTRUCTION_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [at, { code, value, then, otherwise }] of all.entries()) {
    view.setUint16(at * INSTRUCTION_BYTES, code, true);
    view.setUint8(at * INSTRUCTION_BYTES + 2, then === undefined ? 0 : ends[then] - at - 1);
    view.setUint8(at * INSTRUCTION_BYTES + 3, otherwise === undefined ? 0 : ends[otherwise] - at - 1);
    view.setUint32(at * INSTRUCTION_BYTES + 4, value, true);
  }
  return bytes;
}
