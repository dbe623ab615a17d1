/** What an operating system says no with. */

/** Linux's numbers and words, and Node's words. [libuv uv_strerror] */
const ERRORS = {
  ENOENT: [2, 'No such file or directory', 'no such file or directory'],
  EACCES: [13, 'Permission denied', 'permission denied'],
  EEXIST: [17, 'File exists', 'file already exists'],
  ENOTDIR: [20, 'Not a directory', 'not a directory'],
  EISDIR: [21, 'Is a directory', 'illegal operation on a directory'],
  EINVAL: [22, 'Invalid argument', 'invalid argument'],
  ENAMETOOLONG: [36, 'File name too long', 'name too long'],
  ENOTEMPTY: [39, 'Directory not empty', 'directory not empty'],
  ELOOP: [40, 'Too many levels of symbolic links', 'too many symbolic links encountered'],
} as const;

export type FileErrorCode = keyof typeof ERRORS;

/**
 * Thrown by whatever a path or a node does not allow. Who catches it knows the system call and the path to name.
 * Not an `Error`, for the reasons that `Refusal` is none.
 */
export class FileError {
  readonly code: FileErrorCode;
  /** Negative, as Node shows it. */
  readonly errno: number;
  /** As C's `strerror` has it, and most programs print it. */
  readonly text: string;
  /** As Node has it. */
  readonly words: string;

  constructor(code: FileErrorCode) {
    this.code = code;
    this.errno = -ERRORS[code][0];
    this.text = ERRORS[code][1];
    this.words = ERRORS[code][2];
  }
}
