/** Programs that projects have and the simulation has not: whoever calls one is told so by name. */
import { supply } from './command.ts';

const LANGUAGES =
  'python python2 python3 ipython pip pip3 conda perl ruby node npm npx java javac julia R Rscript octave sage gap ghc go rustc cargo';
const BUILDING = 'gcc g++ cc c++ clang gfortran ld make cmake git svn hg gdb valgrind';
const DOCUMENTS = 'latex pdflatex xelatex lualatex latexmk bibtex biber dvips pandoc jupyter jupyter-nbconvert';
const NETWORK = 'curl wget ssh scp sftp rsync nc ping host dig telnet';
const EDITING = 'vi vim nano emacs ed less more man screen tmux top htop watch';
const FILES = 'bzip2 xz zip unzip zstd cmp patch dd install mkfifo mktemp realpath truncate shred sync lsof rename';
const TEXTS = 'bc dc gawk iconv numfmt shuf yes envsubst sha512sum cksum uuidgen openssl gpg';
const SYSTEM =
  'apt apt-get chgrp chown cron crontab dpkg groups killall last locale logger lscpu lspci mount nohup nproc passwd pgrep pkill stty su sudo tty uptime w who';
const BUILT_IN = 'bg disown fg jobs suspend trap';

export const unsimulatedPrograms: readonly string[] = [
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

/** What each of them calls, with its own name. */
export const UNSIMULATED = '.unsimulated';

const unsimulated = supply(UNSIMULATED, ([name = ''], context, run) => run.refuse(context, unsimulatedProgram(name)));

export function unsimulatedProgram(program: string): { readonly what: string; readonly why: string } {
  return {
    what: `the program \`${program}\``,
    why: 'its shell does not have it; say what the whole command comes to by `hub.stubCommand`',
  };
}

/** The shell's own has columns of other widths, and shows other numbers than are asked for. */
const od = supply('od', (_args, context, run) => run.refuse(context, unsimulatedProgram('od')));

export const unsimulatedCommands = [unsimulated, od];
