/** What an operating system says no with, in words. */
import { FileError, type FileErrorCode } from '../../core/files/file-error.ts';

const WORDS: Readonly<Record<FileErrorCode, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EEXIST: 'file already exists',
  ENOTDIR: 'not a directory',
  EISDIR: 'illegal operation on a directory',
  EINVAL: 'invalid argument',
  ENAMETOOLONG: 'name too long',
  ENOTEMPTY: 'directory not empty',
  ELOOP: 'too many symbolic links encountered',
};

/** The words that programs have for it. */
export function inWords(code: FileErrorCode): string {
  if (code === 'EISDIR') return 'Is a directory';
  return WORDS[code].charAt(0).toUpperCase() + WORDS[code].slice(1);
}

/** What `call` comes to; what it is not allowed, in the words of Node's file system, which the shell's commands read. */
export function attempt<Result>(name: string, path: string, call: () => Result): Result {
  try {
    return call();
  } catch (thrown) {
    if (!(thrown instanceof FileError)) throw thrown;
    throw new Error(`${thrown.code}: ${WORDS[thrown.code]}, ${name} '${path}'`);
  }
}
