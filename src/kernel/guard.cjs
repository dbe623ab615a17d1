// @ts-check
/**
 * Run before anything else in a process without permissions: takes away what Node's permissions leave open.
 *
 * Permissions end at files, processes, threads and addons. A process may still signal any other of the same user, and
 * before Node 25 it may use the network. The functions that do so are removed from the objects that everybody shares, and
 * nothing else reaches the ones below: `process.binding` and the inspector are denied by the permissions. Whoever finds
 * another way to such a function has it, so this is a second fence and not the boundary.
 */
const dgram = require('node:dgram');
const dns = require('node:dns');
const net = require('node:net');
const os = require('node:os');

/** @param {string} name */
const refusing = (name) =>
  function removed() {
    throw new Error(`${name} is not there in this process`);
  };

/** @param {any} owner @param {readonly string[]} names */
function remove(owner, names) {
  for (const name of names) {
    if (owner && name in owner) {
      Object.defineProperty(owner, name, { value: refusing(name), writable: false, configurable: false });
    }
  }
}

/** All functions of an object, its own and those of its kind. @param {any} owner */
function functionsOf(owner) {
  return Object.getOwnPropertyNames(owner).filter((name) => {
    const { value } = Object.getOwnPropertyDescriptor(owner, name) ?? {};
    return name !== 'constructor' && typeof value === 'function';
  });
}

// Names would be asked for far away, which tells somebody something.
for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
  remove(
    owner,
    functionsOf(owner).filter((name) => !/Resolver$/.test(name)),
  );
}
const resolver = Reflect.get(new dns.Resolver(), '_handle');
if (resolver) remove(Object.getPrototypeOf(resolver), functionsOf(Object.getPrototypeOf(resolver)));

// Sockets of each kind, made without reaching anything: the name is never found, and nobody is at the path.
// To take up what is open already (`open`) reaches nobody, and is how a program comes by its own input.
const REACHING = ['connect', 'connect6', 'bind', 'bind6', 'listen', 'send', 'send6', 'fchmod'];
const reach = [
  () => net.connect({ port: 1, host: 'nowhere.invalid', lookup() {} }),
  () => net.connect({ path: '/dev/null/nowhere' }),
];
for (const make of reach) {
  try {
    const socket = make().on('error', () => {});
    const handle = Reflect.get(socket, '_handle');
    if (handle) remove(Object.getPrototypeOf(handle), REACHING);
    socket.destroy();
  } catch {
    // Denied by the permission for the network, where there is one.
  }
}
try {
  const socket = dgram.createSocket('udp4');
  for (const symbol of Object.getOwnPropertySymbols(socket)) {
    const handle = Reflect.get(Object(Reflect.get(socket, symbol)), 'handle');
    if (handle) remove(Object.getPrototypeOf(handle), REACHING);
  }
  socket.close();
} catch {
  // Likewise.
}
remove(net, ['connect', 'createConnection', 'createServer']);
remove(net.Socket.prototype, ['connect']);
remove(net.Server.prototype, ['listen']);
remove(dgram, ['createSocket', '_createSocketHandle']);

remove(process, ['kill', '_kill', '_debugProcess', '_debugEnd', '_startProfilerIdleNotifier', 'execve']);
remove(process, ['setuid', 'seteuid', 'setgid', 'setegid', 'setgroups', 'initgroups', 'loadEnvFile']);
remove(process.report, ['writeReport']);
remove(os, ['setPriority']);
// These write files for whoever looks for faults, past the permissions.
for (const [name, functions] of Object.entries({
  'node:trace_events': ['createTracing'],
  'node:v8': ['setFlagsFromString', 'writeHeapSnapshot', 'setHeapSnapshotNearHeapLimit', 'takeCoverage'],
  'node:inspector': ['open', 'Session'],
  'node:wasi': ['WASI'],
  'node:child_process': ['ChildProcess', 'spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'],
  'node:worker_threads': ['Worker'],
})) {
  remove(require(name), functions);
}
require('node:module').syncBuiltinESMExports();
