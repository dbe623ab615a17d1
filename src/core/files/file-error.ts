/** What an operating system says no with. */

/** Linux's numbers and words. */
const ERRORS = {
  ENOENT: [2, 'No such file or directory'],
  EACCES: [13, 'Permission denied'],
  EEXIST: [17, 'File exists'],
  ENOTDIR: [20, 'Not a directory'],
  EISDIR: [21, 'Is a directory'],
  EINVAL: [22, 'Invalid argument'],
  ENAMETOOLONG: [36, 'File name too long'],
  ENOTEMPTY: [39, 'Directory not empty'],
  ELOOP: [40, 'Too many levels of symbolic links'],
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

  constructor(code: FileErrorCode) {
    this.code = code;
    this.errno = -ERRORS[code][0];
    this.text = ERRORS[code][1];
  }
}
