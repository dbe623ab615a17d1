import { expect, test, vi } from 'vitest';
import { type Directory, isFile, type Node, nodeAt } from '../../../src/core/files/tree.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { changed, remove } from '../../../src/core/state.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import { NOW, PROJECT, testHub } from '../../hub.ts';

const HOME = `/projects/${PROJECT}`;

function shell({ files = {}, ...options }: { files?: object } & Parameters<typeof testHub>[0] = {}) {
  const { hub, as, clock } = testHub({ project: { files: files as never }, ...options });
  const run = (command: string, others: object = {}): Promise<JsonObject> =>
    as('owner')('project_exec', { project_id: PROJECT, command, bash: true, err_on_exit: false, ...others });
  const printed = async (command: string, others: object = {}) => {
    const { stdout, error } = await run(command, others);
    return stdout ?? error;
  };
  return { hub, clock, run, printed };
}

function nodeIn(hub: Hub, path: string): Node | undefined {
  return nodeAt(hub.state.projects.get(PROJECT)?.files as Directory, path.split('/'));
}

function textIn(hub: Hub, path: string): string | undefined {
  const node = nodeIn(hub, path);
  return isFile(node) ? new TextDecoder().decode(node.content) : undefined;
}

test('commands read the files of the project, and what they write is there for everybody', async () => {
  const { hub, printed } = shell({ files: { 'a.txt': 'hello', 'data/b.csv': '1,2\n' } });

  expect(await printed('cat a.txt data/b.csv')).toBe('hello1,2\n');
  await printed('mkdir -p out/x; tr a-z A-Z < a.txt > out/x/A.txt; rm a.txt; mv data/b.csv c.csv; echo 3,4 >> c.csv');

  expect(textIn(hub, 'out/x/A.txt')).toBe('HELLO');
  expect(nodeIn(hub, 'a.txt')).toBeUndefined();
  expect(textIn(hub, 'c.csv')).toBe('1,2\n3,4\n');
});

test('what cannot be read is listed by its name all the same', async () => {
  const { printed } = shell();

  expect(await printed('mkdir -p a/b; chmod 000 a/b; ls -A a; chmod 700 a/b')).toBe('b\n');
});

test('find prints the types of what it finds', async () => {
  const { printed } = shell({ files: { 'a.txt': 'x', 'd/b.txt': 'y', link: { link: 'a.txt' } } });

  expect(await printed("find . -mindepth 1 -printf '%f %y 100%%y\\n' | sort")).toBe(
    ['a.txt f 100%y', 'b.txt f 100%y', 'd d 100%y', 'link l 100%y', ''].join('\n'),
  );
  expect(await printed("find . \\( -type f -o -type d \\) -name 'd*' -printf '%y %f\\n'")).toBe('d d\n');
});

test('bytes pass through commands unchanged', async () => {
  const { hub, printed } = shell({ files: { raw: { base64: '/wD+gAo=' } } });

  await printed('cat raw > copy; base64 raw | base64 -d > again; cp raw third');

  expect(await printed('echo "\ufeffa"')).toBe('\ufeffa\n');
  for (const path of ['copy', 'again', 'third']) {
    expect(nodeIn(hub, path)).toMatchObject({ content: Uint8Array.of(0xff, 0, 0xfe, 0x80, 0x0a) });
  }
});

test.each([
  [String.raw`printf '\xff\xfeabc'`, '//5hYmM='],
  [String.raw`printf '\377A'`, '/0E='],
  [String.raw`printf 'ä\xff%s' ö`, 'w6T/w7Y='],
  [String.raw`printf '%b' '\0377'`, '/w=='],
  [String.raw`printf '\xef\xbb\xbfbom'`, '77u/Ym9t'],
  [String.raw`printf '\\xff%s' '\xff'`, 'XHhmZlx4ZmY='],
  [String.raw`echo -ne '\x80\x81'`, 'gIE='],
  [String.raw`echo -n '\xff'`, 'XHhmZg=='],
  ['head -c 3 /dev/zero', 'AAAA'],
])('%s writes its bytes, into a file and into another command', async (command, base64) => {
  const { hub, printed } = shell();

  expect(await printed(`${command} > raw; ${command} | cat | base64`)).toBe(`${base64}\n`);

  const node = nodeIn(hub, 'raw');
  expect(isFile(node) && Buffer.from(node.content).toString('base64')).toBe(base64);
});

test('the beginning of the machine’s files without an end is as long as is asked for, and the same for a seed', async () => {
  const drawn = async () => {
    const { hub, run } = shell();
    await run('head -c 10000001 /dev/zero > zeros; head -c 1000 /dev/urandom > random; head -c 9 /dev/random > few');
    return ['zeros', 'random', 'few'].map((path) => nodeIn(hub, path)).filter(isFile);
  };

  const [zeros, random, few] = await drawn();

  expect(zeros?.content.length).toBe(10_000_001);
  expect(zeros?.content.every((byte) => byte === 0)).toBe(true);
  expect(random?.content.length).toBe(1000);
  expect(new Set(random?.content).size).toBeGreaterThan(200);
  expect(few?.content.length).toBe(9);
  expect((await drawn())[1]?.content).toEqual(random?.content);
});

test('programs sort by bytes, as in the locale of the machine', async () => {
  const { printed } = shell({ files: { 'b.x': '', 'A.x': '', 'a.x': '', '~.x': '', '[.x': '', '0.x': '' } });
  const order = ['0.x', 'A.x', '[.x', 'a.x', 'b.x', '~.x', ''].join('\n');

  expect(await printed('ls | sort -r | sort')).toBe(order);
  expect(await printed('ls')).toBe(order);
  expect(await printed("printf 'a b\\na a\\nB a\\né\\nz\\n' | sort -k1,1")).toBe('B a\na a\na b\nz\né\n');
});

test('files have the time of the hub, and the modes that a user gives them', async () => {
  const { hub, clock, printed } = shell({ files: { old: { content: 'x', modified: '2020-01-02T03:04:05Z' } } });

  clock.advance(5000);
  await printed(
    'echo a > new; touch old; mkdir -p d/e; echo "echo hi" > tool; chmod +x tool; cp -r d f; ln -s new link',
  );

  const now = Date.parse(NOW) + 5000;
  for (const path of ['new', 'old', 'd', 'd/e', 'tool', 'f', 'f/e', 'link']) {
    expect(nodeIn(hub, path)?.modified, path).toBe(now);
  }
  expect(nodeIn(hub, 'new')).toMatchObject({ mode: 0o644 });
  expect(nodeIn(hub, 'd')).toMatchObject({ mode: 0o755 });
  expect(nodeIn(hub, 'tool')).toMatchObject({ mode: 0o755 });
  expect(nodeIn(hub, 'link')).toMatchObject({ kind: 'symlink', target: 'new' });
  expect(await printed('./tool; ls -l new; ls -l old')).toBe(
    'hi\n-rw-r--r-- 1 user user 2 Sep 17 03:08 new\n-rw-r--r-- 1 user user 1 Sep 17 03:08 old\n',
  );
});

test('links are followed where an operating system follows them', async () => {
  const { hub, printed } = shell({
    files: { 'a/f': 'x', l: { link: 'a' }, abs: { link: `${HOME}/a/f` }, loop: { link: 'loop' } },
  });

  expect(await printed('cat l/f abs; readlink l; echo y > abs; cat a/f; cat loop 2>&1; cd l; pwd -P')).toBe(
    `xxa\ny\ncat: loop: Too many levels of symbolic links\n${HOME}/a\n`,
  );
  await printed('rm l; mv abs moved; cp -r a/. copied');
  expect(nodeIn(hub, 'a/f')).toBeDefined();
  expect(nodeIn(hub, 'moved')).toMatchObject({ kind: 'symlink' });
  expect(textIn(hub, 'copied/f')).toBe('y\n');
});

test('what lies outside the home directory can be read, and nobody but root may change it', async () => {
  const { hub, printed, run } = shell();

  expect(await printed('echo a > /tmp/x; cat /tmp/x; ls /')).toBe('a\nbin\ndev\netc\nprojects\ntmp\nusr\n');
  expect(await printed('cat /tmp/x /etc/hostname')).toBe(`a\nproject-${PROJECT}\n`);
  const { stderr } = await run('mkdir /usr/x; rm /bin/ls; echo a > /dev/null; rm -r ~');
  expect(stderr).toContain('mkdir: cannot create directory ‘/usr/x’: Permission denied\n');
  expect(String(stderr).match(/Permission denied/g)).toHaveLength(3);
  expect(hub.state.projects.get(PROJECT)?.files.kind).toBe('directory');
});

test('modes keep a user from reading, changing and entering', async () => {
  const { hub, run } = shell({
    files: { secret: { content: 'x', mode: 0o200 }, fixed: { content: 'x', mode: 0o444 }, 'locked/a': 'x' },
  });

  await run('chmod 500 locked');
  const { stdout, stderr } = await run(
    'cat secret; echo y > fixed; echo y > locked/b; rm locked/a; cat fixed locked/a',
  );

  expect(stdout).toBe('xx');
  expect(stderr).toMatch(/line 2: fixed: Permission denied\n.*line 2: locked\/b: Permission denied\n/);
  expect(textIn(hub, 'locked/a')).toBe('x');
});

test('two commands at once see each other’s files', async () => {
  const { printed } = shell();

  const [one, other] = await Promise.all([
    printed('echo 1 > one; sleep 1; cat other'),
    printed('echo 2 > other; sleep 1; cat one'),
  ]);

  expect([one, other]).toEqual(['2\n', '1\n']);
});

test('other calls go on, and see the files of a command that has not finished', async () => {
  const { hub, run } = shell();

  const running = run('echo begun > state; sleep 1; echo done > state');
  await vi.waitUntil(() => textIn(hub, 'state') === 'begun\n', { interval: 0, timeout: 20_000 });
  hub.update((state) => changed(state, { site: { ...state.site, dns: 'meanwhile.example' } }));
  await running;

  expect(textIn(hub, 'state')).toBe('done\n');
  expect(hub.state.site.dns).toBe('meanwhile.example');
});

test('a project that disappears while its command runs does not matter to the hub', async () => {
  const { hub, run } = shell({ files: { a: 'x' } });

  const running = run('echo begun > b; sleep 1; cat a; echo c > c; mkdir d; pwd');
  await vi.waitUntil(() => textIn(hub, 'b') === 'begun\n', { interval: 0, timeout: 20_000 });
  hub.update((state) => remove(state, 'projects', PROJECT));

  expect(await running).toMatchObject({ event: 'project_exec_output', exit_code: 0 });
  expect(hub.state.projects.has(PROJECT)).toBe(false);
});

test('times of files have ten decimals where find prints them', async () => {
  const { printed } = shell();

  expect(
    await printed("touch -d '2026-01-02 03:04:05.25' a; find a -printf '%f %s %T@ %y\\n'; find a -printf '%T@\\n'"),
  ).toBe('a 0 1767323045.2500000000 f\n1767323045.2500000000\n');
  expect(await printed("touch -d '2026-01-02 03:04:05' a; find . -name a -printf '%T@'")).toBe('1767323045.0000000000');
});

test('commands need no real time, and work under fake timers', async () => {
  vi.useFakeTimers();
  try {
    const { printed } = shell();

    expect(await printed('sleep 3600; echo slept; date +%s', { timeout: 9999 })).toBe(
      `slept\n${Math.floor(Date.parse(NOW) / 1000) + 3600}\n`,
    );
    expect(await printed('while true; do sleep 60; done; echo never', { timeout: 600 })).toBe('');
  } finally {
    vi.useRealTimers();
  }
});

test('timeout ends what sleeps for longer, and lets the rest go on', async () => {
  const { printed } = shell();

  expect(await printed('timeout 2 sleep 5; echo $?; timeout 5 sleep 2; echo $?; timeout 1 echo a')).toBe('124\n0\na\n');
  expect(await printed('timeout 8 sleep 9; sleep 2; echo late')).toBe('');
  expect(await printed('echo $SECONDS; sleep 3; echo $SECONDS')).toBe('0\n3\n');
});

test('date tells the time of the hub, in the forms that are asked for', async () => {
  const { printed } = shell();

  expect(await printed('date; date -Is; date -I; date -u +%H:%M; date +%s.%3N')).toBe(
    'Thu Sep 17 03:08:33 UTC 2020\n2020-09-17T03:08:33+00:00\n2020-09-17\n03:08\n1600312113.230\n',
  );
  expect(
    await printed("date -d yesterday +%F; date -d '2 hours ago' +%T; date -d '+1 week' -I; date -d 2019-05-06 +%A"),
  ).toBe('2020-09-16\n01:08:33\n2020-09-24\nMonday\n');
});

test('the machine is always the same, and none of the host', async () => {
  const { printed } = shell();

  expect(await printed('uname; uname -sr; uname -a')).toBe(
    `Linux\nLinux 5.4.0-simulated\nLinux project-${PROJECT} 5.4.0-simulated #1 SMP Thu Sep 17 00:00:00 UTC 2020 x86_64 x86_64 x86_64 GNU/Linux\n`,
  );
  expect(await printed('id; id -u; id -gn; whoami; hostname; echo $UID $HOSTNAME; echo ~')).toBe(
    `uid=2001(user) gid=2001(user) groups=2001(user)\n2001\nuser\nuser\nproject-${PROJECT}\n2001 project-${PROJECT}\n${HOME}\n`,
  );
  expect(await printed('df; df -h .')).toBe(
    'Filesystem     1K-blocks    Used Available Use% Mounted on\noverlay         10485760 1048576   9437184  10% /\n' +
      'Filesystem      Size  Used Avail Use% Mounted on\noverlay          10G  1.0G  9.0G  10% /\n',
  );
  expect(await printed('free; free -h')).toBe(
    '              total        used        free      shared  buff/cache   available\n' +
      'Mem:        2097152      524288     1048576           0      524288     1572864\n' +
      'Swap:             0           0           0\n' +
      '              total        used        free      shared  buff/cache   available\n' +
      'Mem:          2.0Gi       512Mi       1.0Gi          0B       512Mi       1.5Gi\n' +
      'Swap:            0B          0B          0B\n',
  );
  expect(await printed('ps; ps aux | tail -1; ps -ef | tail -1')).toBe(
    '    PID TTY          TIME CMD\n     11 ?        00:00:00 bash\n     12 ?        00:00:00 ps\n' +
      'user          12  0.0  0.0  10000  4000 ?        S    03:08   0:00 ps aux\n' +
      'user          12      11  0 03:08 ?        00:00:00 ps -ef\n',
  );
  expect(await printed('env')).toBe(
    [
      `HOME=${HOME}`,
      `PATH=${HOME}/bin:${HOME}/.local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
      `PWD=${HOME}`,
      `OLDPWD=${HOME}`,
      `COCALC_PROJECT_ID=${PROJECT}`,
      `HOSTNAME=project-${PROJECT}`,
      'LANG=C.UTF-8',
      'LOGNAME=user',
      'SHELL=/bin/bash',
      'TERM=dumb',
      'USER=user',
      '',
    ].join('\n'),
  );
});

test('files of the project are run by the program that they name', async () => {
  const { printed, run } = shell({
    files: {
      'run.sh': { content: '#!/bin/bash\necho "$0 $1 $#"\nnosuch\n', mode: 0o755 },
      'run.pl': { content: '#!/usr/bin/env perl\nprint 1;\n', mode: 0o755 },
      'bin/tool': { content: 'echo tool "$@"', mode: 0o755 },
      plain: 'echo plain',
    },
  });

  expect(await run('./run.sh "a b" c')).toMatchObject({
    stdout: './run.sh a b 2\n',
    stderr: './run.sh: line 3: nosuch: command not found\n',
    exit_code: 127,
  });
  expect(await run('run.sh', { command: './run.sh', bash: false, args: ['x'] })).toMatchObject({
    stdout: './run.sh x 1\n',
    stderr: './run.sh: line 3: nosuch: command not found\n',
  });
  expect(await printed('tool 1; bash plain; cat run.sh | sh 2>/dev/null')).toBe('tool 1\nplain\nsh  0\n');
  expect(await run('./plain')).toMatchObject({
    stderr: expect.stringMatching(/line 2: \.\/plain: Permission denied\n$/),
    exit_code: 126,
  });
  expect(await printed('./run.pl')).toContain('does not simulate the program `perl`');
});

test('a bash inside speaks for itself', async () => {
  const { run } = shell();

  expect(await run("bash -c 'nosuch'; bash -ec 'false; echo no'; echo $?; bash gone.sh")).toMatchObject({
    stdout: '1\n',
    stderr: expect.stringMatching(/^bash: nosuch: command not found\nbash: gone.sh: No such file or directory\n$/),
  });
});

test('says by name what the shell does not simulate, wherever it is called', async () => {
  const { hub, printed } = shell();
  const unsimulated = (what: string) => `cocalc-mock-hub does not simulate ${what}: `;

  expect(await printed('echo a; (cd /tmp; git status) 2>/dev/null || echo no git')).toContain(
    unsimulated('the program `git`'),
  );
  expect(await printed('trap "echo bye" EXIT')).toContain(unsimulated('the program `trap`'));
  expect(await printed('df --total')).toContain(unsimulated('`df --total`'));
  expect(await printed('which python3')).toBe('/usr/bin/python3\n');
  expect(
    await hub.call('v1/project_exec', { project_id: PROJECT, command: 'git', args: ['log'] }, { key: 'sk_owner' }),
  ).toMatchObject({ kind: 'unsimulated', code: 'unsimulated' });
});

test('a command without an end is killed when its time is up, which each step takes some of', async () => {
  const { run } = shell();
  const killed = { event: 'error', error: expect.stringMatching(/ -- killed command 'bash .*', a\n, $/) };

  for (const loop of ['while :; do :; done', 'for ((;;)); do :; done']) {
    expect(await run(`echo a; ${loop}; echo b`, { err_on_exit: true, timeout: 1 }), loop).toMatchObject(killed);
  }
  expect(await run('for i in {1..100}; do echo $i; done | tail -1')).toMatchObject({ stdout: '100\n' });
  expect(await run('echo "rate limit exceeded (429)" >&2; exit 126')).toMatchObject({
    stderr: 'rate limit exceeded (429)\n',
    exit_code: 126,
  });
});

test('a limit of the simulation is told as such, and not as what the command has done', async () => {
  const few = shell({ commands: { maxSteps: 500 } });
  const short = shell({ commands: { maxBusyMs: 50 } });

  for (const loop of ['while :; do :; done', 'f() { f; }; f', "awk 'BEGIN { while (1) x++ }'"]) {
    expect(await few.printed(loop), loop).toContain('does not simulate a command that large: its shell gave up (');
  }
  expect(await short.printed('while :; do :; done')).toContain('does not simulate a command that');
});

test('refuses what prints or stores more than the simulation holds', async () => {
  const small = shell({ commands: { maxOutputBytes: 1000 } });
  const full = shell({ commands: { maxDiskBytes: 1000 } });

  expect(await small.printed('printf %999s x | wc -c; printf %990s x | wc -c')).toBe('999\n990\n');
  expect(await small.printed('head -c 300 /dev/zero | wc -c; head -c 400 /dev/zero')).toContain(
    'does not simulate a command that prints more',
  );
  expect(await small.printed('printf %900s x; printf %900s x')).toContain(
    'does not simulate a command that prints more',
  );
  expect(await full.printed('printf %500s x > a; printf %400s x > b; echo ok')).toBe('ok\n');
  expect(await full.printed('cp a c; echo no')).toContain('does not simulate a command that stores more');
  expect(await full.printed('printf %500s x > c; echo no')).toContain('does not simulate a command that stores more');
});

// As coreutils 9.1, grep, sed, mawk and findutils of Debian 12 print it.
test.each([
  ['sha1sum no f', 1, '6fcf9dfbd479ed82697fee719b9f8c610a11ff2a  f\n', 'sha1sum: no: No such file or directory'],
  ['md5sum d', 1, '', 'md5sum: d: Is a directory'],
  ['sort f no', 2, '', 'sort: cannot read: no: No such file or directory'],
  ['sort d', 2, '', 'sort: read failed: d: Is a directory'],
  ['sort no | uniq -c', 0, '', 'sort: cannot read: no: No such file or directory'],
  ['awk "{print NR}" f no', 2, '1\n', 'awk: cannot open no (No such file or directory)'],
  ['awk 1 a=1 d', 2, '', 'awk: read error (Is a directory)'],
  ['diff no no2', 2, '', 'diff: no: No such file or directory\ndiff: no2: No such file or directory'],
  ['head -n 1 no f', 1, '==> f <==\nx\n', "head: cannot open 'no' for reading: No such file or directory"],
  ['tail no', 1, '', "tail: cannot open 'no' for reading: No such file or directory"],
  ['head d', 1, '', "head: error reading 'd': Is a directory"],
  ['sed -e s,a,b, no f', 2, 'x\n', "sed: can't read no: No such file or directory"],
  ['sed s,a,b, d f', 4, '', 'sed: read error on d: Is a directory'],
  ['find no f', 1, 'f\n', 'find: ‘no’: No such file or directory'],
  ['mkdir a/b', 1, '', 'mkdir: cannot create directory ‘a/b’: No such file or directory'],
  ['cat f/x f', 1, 'x\n', 'cat: f/x: Not a directory'],
  ['cat locked', 1, '', 'cat: locked: Permission denied'],
  ['grep x d f', 2, 'f:x\n', 'grep: d: Is a directory'],
  ['stat -c %s no f', 1, '2\n', "stat: cannot statx 'no': No such file or directory"],
  ['cut -c 1 no f', 1, 'x\n', 'cut: no: No such file or directory'],
  ['tac no', 1, '', "tac: failed to open 'no' for reading: No such file or directory"],
  ['rev no', 1, '', 'rev: cannot open no: No such file or directory'],
  ['nl d', 1, '', 'nl: d: Is a directory'],
  ['ls f/x', 2, '', "ls: cannot access 'f/x': Not a directory"],
  ['jq . no', 2, '', 'jq: error: Could not open file no: No such file or directory'],
  ['join f no', 1, '', 'join: no: No such file or directory'],
])('%s tells what cannot be read', async (command, exit_code, stdout, stderr) => {
  const { run } = shell({ files: { f: 'x\n', d: { directory: true }, locked: 'secret' } });
  await run('chmod 000 locked');

  expect(await run(command)).toMatchObject({ exit_code, stdout, stderr: `${stderr}\n` });
});

test('stat prints in the format that is asked for, and refuses what it does not know of it', async () => {
  const { printed } = shell({ files: { f: 'x\n', d: { directory: true }, l: { link: 'f' } } });
  await printed('chmod 640 f');

  expect(await printed("stat -c '%Y %X %Z %s %n %a %A %F %%' f")).toBe(
    '1600312113 1600312113 1600312113 2 f 640 -rw-r----- regular file %\n',
  );
  expect(await printed("stat --format='%y %U %u' f")).toBe('2020-09-17 03:08:33.230000000 +0000 user 2001\n');
  expect(await printed("stat -c '%F %N' l d")).toBe("symbolic link 'l' -> 'f'\ndirectory 'd'\n");
  expect(await printed('stat -c %Y f no 2> told; cat told')).toBe(
    "1600312113\nstat: cannot statx 'no': No such file or directory\n",
  );
  expect(await printed('stat -c %i f')).toContain('cocalc-mock-hub does not simulate `%i` in a format of `stat`: ');
});

test('a project has a terminal that can do nothing', async () => {
  expect(await shell().printed('echo $TERM')).toBe('dumb\n');
});

test('xargs runs its command once where there is nothing to read, unless told not to', async () => {
  const { printed } = shell();

  expect(await printed('xargs echo < /dev/null; xargs -n 2 echo a < /dev/null; xargs < /dev/null')).toBe('\na\n\n');
  expect(await printed('xargs -r echo < /dev/null; xargs -I {} echo {} < /dev/null')).toBe('');
});

test.each([
  ['du -b f', 'the program `du`'],
  ['ls --ignore=f', 'the option `--ignore=f` of `ls`'],
  ['find . -newermt 2020-01-01', 'the option `-newermt` of `find`'],
  ['ls --ignore=f 2> /dev/null | cat; echo', 'the option `--ignore=f` of `ls`'],
  ['od f', 'without `-c` or `-t` of `od`'],
  ['{ "" ; echo $?; } 2>&1', 'a command that is called nothing'],
])('%s is refused by name', async (command, what) => {
  const { printed } = shell({ files: { f: 'x\n', d: { directory: true } } });

  expect(await printed(command)).toContain(`cocalc-mock-hub does not simulate ${what}: `);
});

test('runs only so many commands at once; the others wait for their turn', async () => {
  const { run } = shell({ commands: { maxRunning: 2 } });
  const names = ['1', '2', '3', '4', '5', '6', '7'];

  for (let time = 0; time < 2; time += 1) {
    const answers = await Promise.all(names.map((name) => run(`echo > ${name}; sleep 1; ls | wc -l; rm ${name}`)));

    const runningAtOnce = answers.map(({ stdout }) => Number(stdout));
    expect(Math.max(...runningAtOnce)).toBe(2);
  }
});

test('names the package to install when there is no shell', async () => {
  const { hub } = shell({ commands: { package: 'no-such-shell' } });

  const answer = await hub.call('v1/project_exec', { project_id: PROJECT, command: 'pwd' }, { key: 'sk_owner' });

  expect(answer).toMatchObject({ kind: 'unsimulated', code: 'unsimulated' });
  expect(answer.body).toMatchObject({
    error:
      "cocalc-mock-hub does not simulate commands: the optional package that runs them cannot be loaded; npm install --save-dev --ignore-scripts just-bash, or npx --ignore-scripts -p cocalc-mock-hub -p just-bash cocalc-mock-hub (Error: Cannot find module 'no-such-shell')",
  });
  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('running');
});
