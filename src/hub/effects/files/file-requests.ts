/** What a command asks of its project's files. Requests come from where users' code runs: each is checked before it is done. */
import type { FileErrorCode } from '../../../core/files/file-error.ts';
import type { Json } from '../../../core/json.ts';

/** The members of each request, and their types. */
const MEMBERS = {
  stat: { path: 'string', follow: 'boolean' },
  /** Answers the beginning of a file; `next` answers the rest. */
  read: { path: 'string' },
  /** Answers some entries of a directory; `next` answers the rest. */
  list: { path: 'string' },
  next: { rest: 'number' },
  /** A part of a content of `size` bytes, for a `write` to come. */
  upload: { upload: 'number', size: 'number' },
  /** The content comes with it, or has been uploaded. */
  write: { path: 'string', append: 'boolean', upload: 'number' },
  mkdir: { path: 'string', recursive: 'boolean' },
  rm: { path: 'string', recursive: 'boolean', force: 'boolean' },
  cp: { source: 'string', target: 'string', recursive: 'boolean' },
  mv: { source: 'string', target: 'string' },
  chmod: { path: 'string', mode: 'number' },
  symlink: { target: 'string', path: 'string' },
  link: { existing: 'string', path: 'string' },
  readlink: { path: 'string' },
  realpath: { path: 'string' },
  utimes: { path: 'string', modified: 'number' },
} as const;

interface Types {
  readonly string: string;
  readonly number: number;
  readonly boolean: boolean;
}

type Members = typeof MEMBERS;

export type FileRequest = {
  [Call in keyof Members]: { readonly call: Call } & {
    readonly [Member in keyof Members[Call]]: Types[Members[Call][Member] & keyof Types];
  };
}[keyof Members];

/** No upload: the content comes with the request to write it. */
export const WITH_REQUEST = 0;

/** The most bytes that a request, or what it is answered with, brings along. */
export const CHUNK_BYTES = 2 ** 18;

export type FileReply =
  | { readonly value: Json; readonly bytes?: Uint8Array | undefined }
  | { readonly failed: FileErrorCode }
  /** The command cannot be simulated any further. */
  | { readonly abandoned: true };

/** The request that a value is, if it is one. */
export function fileRequest(value: unknown): FileRequest | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const given = value as Readonly<Record<string, unknown>>;
  const { call } = given;
  if (typeof call !== 'string' || !Object.hasOwn(MEMBERS, call)) return undefined;
  const members = Object.entries<keyof Types>(MEMBERS[call as keyof Members]);
  return members.every(([member, type]) => isOf(type, given[member])) ? (value as FileRequest) : undefined;
}

function isOf(type: keyof Types, value: unknown): boolean {
  return type === 'number' ? Number.isSafeInteger(value) : typeof value === type;
}
