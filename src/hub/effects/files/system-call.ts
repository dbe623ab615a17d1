/** What an operating system says no with, in words. */
import { FileError, type FileErrorCode } from '../../../core/files/file-error.ts';
import type { FileRequest } from './file-requests.ts';

/** The words that programs have for it. */
export function inWords(code: FileErrorCode): string {
  if (code === 'EISDIR') return 'Is a directory';
  const { words } = new FileError(code);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What Node's file system calls those that it has other names for. */
const NAMES: Partial<Record<FileRequest['call'], string>> = {
  read: 'open',
  write: 'open',
  list: 'scandir',
  mv: 'rename',
  utimes: 'utime',
};

/** The error in the words of Node's file system, which the shell's commands read. */
export function systemError(code: FileErrorCode, request: FileRequest, path: string): Error {
  const name = request.call === 'stat' && !request.follow ? 'lstat' : (NAMES[request.call] ?? request.call);
  return new Error(`${code}: ${new FileError(code).words}, ${name} '${path}'`);
}
