/**
 * What a program with all of Node tries from inside a process without permissions. To a kernel's it is sent as text.
 *
 * @param {{ victim: string, inside: string, secret: string, port: number, socket: string, hub: number }} at a folder and a
 *   file outside, a file that may be read, a server's port and socket, and the process of the hub
 */
module.exports = async function escapes(at, require, print) {
  const node = (name) => (process.getBuiltinModule ? process.getBuiltinModule(name) : require(name));
  const fs = node('node:fs');
  const path = (name) => `${at.victim}/${name}`;
  const event = (emitter, name) =>
    new Promise((resolve, reject) => {
      emitter.once(name, resolve).once('error', reject);
    });
  const sqlite = (sql, file = ':memory:') => new (node('node:sqlite').DatabaseSync)(file).exec(sql);
  const attempts = {
    'read a file': () => fs.readFileSync(at.secret),
    'read a file by bytes': () => fs.readFileSync(Buffer.from(at.secret)),
    'read a file by its address': () => fs.readFileSync(new URL(`file://${at.secret}`)),
    'read a file past a folder': () => fs.readFileSync(`${at.inside}/../../../../../../../../../../..${at.secret}`),
    'read a file by a promise': () => fs.promises.readFile(at.secret),
    'read a file by a stream': () => event(fs.createReadStream(at.secret), 'data'),
    'read a file as a blob': async () => (await fs.openAsBlob(at.secret)).text(),
    'read a file with a false buffer': () => {
      const { utf8Write } = Buffer.prototype;
      Buffer.prototype.utf8Write = function (_text, ...rest) {
        return utf8Write.call(this, at.secret, ...rest);
      };
      try {
        return fs.readFileSync(`${at.inside}/../${'x'.repeat(at.secret.length)}`);
      } finally {
        Buffer.prototype.utf8Write = utf8Write;
      }
    },
    'read its own environment': () => fs.readFileSync('/proc/self/environ'),
    'read the environment of the hub': () => fs.readFileSync(`/proc/${at.hub}/environ`),
    'read the memory of the hub': () => fs.openSync(`/proc/${at.hub}/mem`),
    'open the input of the hub': () => fs.openSync(`/proc/${at.hub}/fd/0`, 'r+'),
    'follow a link of the system': () => fs.readlinkSync('/proc/self/exe'),
    'list a folder': () => fs.readdirSync(at.victim),
    'open a folder': () => fs.opendirSync('/'),
    'look at a file': () => fs.statSync(at.secret),
    'find a true path': () => fs.realpathSync.native(at.secret),
    'watch a folder': () => fs.watch(at.victim),
    'load a module': () => require(at.secret),
    'import a module': () => import(`file://${at.secret}`),
    'load variables': () => process.loadEnvFile(at.secret),
    'fetch a file': () => fetch(`file://${at.secret}`),
    'read a database': () => sqlite(`ATTACH '${at.secret}' AS other; SELECT * FROM other.sqlite_master`),
    'write a file': () => fs.writeFileSync(path('written'), 'x'),
    'write over a program': () => fs.writeFileSync(at.inside, 'x'),
    'write where it is': () => fs.writeFileSync('written', 'x'),
    'write by a promise': () => fs.promises.writeFile(path('promised'), 'x'),
    'write by a stream': () => event(fs.createWriteStream(path('streamed')), 'open'),
    'make a folder': () => fs.mkdirSync(path('folder')),
    'make a folder of some name': () => fs.mkdtempSync(path('some')),
    'copy a file': () => fs.cpSync(at.inside, path('copied')),
    'link a file': () => fs.linkSync(at.inside, path('linked')),
    'link by name': () => fs.symlinkSync(at.secret, path('symbolic')),
    'rename a file': () => fs.renameSync(at.inside, path('renamed')),
    'remove a file': () => fs.rmSync(at.secret),
    'change the rights of a file': () => fs.chmodSync(at.secret, 0o777),
    'change the rights of an open file': () => fs.fchmodSync(fs.openSync(at.inside), 0o777),
    'change the times of an open file': () => fs.futimesSync(fs.openSync(at.inside), 1, 1),
    'write a database': () => sqlite('CREATE TABLE t(x)', path('database')),
    'write a database beside': () => sqlite(`ATTACH '${path('attached')}' AS other; CREATE TABLE other.t(x)`),
    'write a database out': () => sqlite(`CREATE TABLE t(x); VACUUM INTO '${path('vacuum')}'`),
    'write a report': () => {
      process.report.directory = at.victim;
      return process.report.writeReport('report');
    },
    'write a heap': () => node('node:v8').writeHeapSnapshot(path('heap')),
    'write a trace': () =>
      node('node:trace_events')
        .createTracing({ categories: ['v8'] })
        .enable(),
    'write by flags of V8': () => node('node:v8').setFlagsFromString(`--trace-turbo-path=${at.victim}`),
    'write a cache of code': () => {
      if (node('node:module').enableCompileCache?.(path('cache')).status !== 1) throw new Error('not enabled');
    },
    'serve at a path': () => event(node('node:net').createServer().listen(path('socket')), 'listening'),
    'start a process': () => node('node:child_process').spawn('true'),
    'start a process and wait': () => node('node:child_process').spawnSync('true'),
    'fork a process': () => node('node:child_process').fork(at.inside),
    'start a worker of a cluster': () => node('node:cluster').fork(),
    'become another program': () => process.execve('/bin/true', ['true'], {}),
    'start a thread': () => new (node('node:worker_threads').Worker)('', { eval: true }),
    'load an addon': () => process.dlopen({ exports: {} }, at.secret),
    'reach a binding': () => process.binding('spawn_sync'),
    'start WASI': () => new (node('node:wasi').WASI)({ version: 'preview1', preopens: { '/': '/' } }),
    'open the inspector': () => node('node:inspector').open(0),
    'talk to the inspector': () => new (node('node:inspector').Session)().connect(),
    'signal the hub': () => process.kill(at.hub, 0),
    'signal the hub another way': () => process._kill(at.hub, 0),
    'signal by an empty handle': () => {
      const { ChildProcess } = node('node:child_process');
      return new ChildProcess()._handle.kill(0);
    },
    'debug the hub': () => process._debugProcess(at.hub),
    'slow the hub down': () => node('node:os').setPriority(at.hub, 19),
    'become another user': () => process.setuid(65_534),
    'connect to a port': () => event(node('node:net').connect(at.port, '127.0.0.1'), 'connect'),
    'connect to a port by hand': () => event(new (node('node:net').Socket)().connect(at.port), 'connect'),
    'connect to a socket': () => event(node('node:net').connect(at.socket), 'connect'),
    'call a server': () => event(node('node:http').get(`http://127.0.0.1:${at.port}`), 'response'),
    'call a server with HTTP 2': () => event(node('node:http2').connect(`http://127.0.0.1:${at.port}`), 'connect'),
    'call a server with TLS': () => event(node('node:tls').connect(at.port, '127.0.0.1'), 'connect'),
    'fetch from a server': () => fetch(`http://127.0.0.1:${at.port}`),
    'listen at a port': () => event(node('node:net').createServer().listen(0), 'listening'),
    'serve at a port': () => event(node('node:http').createServer().listen(0), 'listening'),
    'send a packet': () => event(node('node:dgram').createSocket('udp4').bind(0), 'listening'),
    'look up a name': () => node('node:dns').promises.lookup('localhost'),
    'look up a name itself': () => new (node('node:dns').promises.Resolver)().resolve4('localhost'),
    'find something in the environment': () => {
      if (Object.keys(process.env).join() === 'TZ') throw new Error('it has only the time zone');
    },
  };
  for (const [name, attempt] of Object.entries(attempts)) {
    let result = 'reached';
    try {
      const late = new Promise((_, reject) => setTimeout(() => reject(new Error('nothing happens')), 1000).unref());
      const busy = setInterval(() => {}, 100);
      await Promise.race([attempt(), late]).finally(() => clearInterval(busy));
    } catch {
      result = 'kept out';
    }
    print(`${name}: ${result}\n`);
  }
};
