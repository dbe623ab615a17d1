/** Programs that projects have and the simulation has not: whoever calls one is told so by name. */
import { REAL_WAY } from '../real-way.ts';
import { printed, supply } from './command.ts';

const LANGUAGES =
  'python2 ipython pip pip3 conda perl ruby node npm npx java javac julia R Rscript octave sage gap ghc go rustc cargo gawk mawk php lua deno bun';
const BUILDING =
  'gcc g++ cc c++ clang gfortran ld ar as nm objdump readelf strip make cmake git git-lfs svn hg gdb valgrind strace ltrace m4 autoconf automake pkg-config patch diff3 sdiff pytest';
const DOCUMENTS =
  'latex pdflatex xelatex lualatex latexmk bibtex biber dvips pandoc jupyter jupyter-nbconvert jupyter-lab gs convert pdftotext';
const NETWORK = 'curl wget ssh scp sftp rsync nc ping host dig telnet ssh-keygen ip ifconfig netstat ss traceroute';
const EDITING = 'vi vim nano emacs ed less more man screen tmux top htop watch pico';
const FILES =
  'bzip2 bunzip2 bzcat xz unxz xzcat zip unzip zipinfo zstd 7z dd install mkfifo mknod shred sync lsof rename tree rg fd cpio zcmp zdiff zgrep zless mountpoint namei pathchk unlink link dir vdir dircolors chcon setfacl getfacl';
const TEXTS =
  'bc dc iconv numfmt shuf yes envsubst cksum sum b2sum sha224sum sha384sum base32 basenc uuidgen openssl gpg fmt pr csplit tsort ptx hexdump hd look colrm col ul hunspell aspell dos2unix unix2dos recode sqlite3 yq xmllint psql mysql gnuplot strfile cal ncal pinky';
const SYSTEM =
  'apt apt-get apt-cache chgrp chown cron crontab dpkg groups killall last locale logger logname lscpu lspci lsblk mount umount nohup nproc passwd pgrep pkill pidof pstree stty su sudo tty uptime users w who getent getconf stdbuf flock ionice renice taskset timedatectl hostid hostnamectl arch chroot chsh chfn systemctl journalctl service dmesg vmstat iostat script scriptreplay tput reset clear tset infocmp setterm wall write mesg nsenter unshare prlimit runcon cowsay docker podman parallel expect at batch';
const BUILT_IN = 'bg disown fg jobs suspend trap';

const unsimulatedPrograms: readonly string[] = [
  LANGUAGES,
  BUILDING,
  DOCUMENTS,
  NETWORK,
  EDITING,
  FILES,
  TEXTS,
  SYSTEM,
  BUILT_IN,
].flatMap((names) => names.split(' '));

export function unsimulatedProgram(program: string): { readonly what: string; readonly why: string } {
  return {
    what: `the program \`${program}\``,
    why: `it is not simulated; ${REAL_WAY}`,
  };
}

/** Where the program is that the name means. */
const which = supply('which', async (names, { fs, cwd, env }) => {
  const found: string[] = [];
  for (const name of names) {
    const folders = name.includes('/') ? [''] : (env.get('PATH') ?? '').split(':');
    for (const folder of folders) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const stat = await fs.stat(fs.resolvePath(cwd, path)).catch(() => undefined);
      if (stat?.isFile !== true || (stat.mode & 0o100) === 0) continue;
      found.push(path);
      break;
    }
  }
  return { ...printed(...found), exitCode: found.length === names.length && names.length > 0 ? 0 : 1 };
});

const unsimulated = unsimulatedPrograms.map((name) =>
  supply(name, (_args, context, run) => run.refuse(context, unsimulatedProgram(name))),
);

export const unsimulatedCommands = [...unsimulated, which];
