/** Programs that print and check sums of files: `md5sum`, `sha1sum`, `sha256sum`, `sha512sum`. */
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ExecResult } from 'just-bash';
import { plainComplaint } from '../commands/unreadable.ts';
import { bytesOf } from '../files/encoding.ts';
import { REAL_WAY } from '../real-way.ts';
import { contentOf, eachFile, linesOf, type OwnProgram, type ProgramWorld, printedBytes } from './program.ts';

type Hash = (bytes: Uint8Array) => Uint8Array;

function program(name: string, hash: Hash): OwnProgram {
  const sumOf = (content: string) => bytesToHex(hash(bytesOf(content)));
  return {
    name,
    forms: {
      flags: 'c',
      long: { '--check': 'c' },
      unknown: ({ flags, operands }) => {
        if (flags.has('c') && operands.length !== 1) return '`-c` without one file';
        // Such names are written in another way.
        return operands.find((operand) => /[\\\n\r]/.test(operand));
      },
    },
    perform: ({ flags, operands }, world) => {
      if (flags.has('c')) return check(operands[0] ?? '', sumOf, world);
      const read = (content: string, file: string) => `${sumOf(content)}  ${file}\n`;
      return eachFile(operands, world, read, plainComplaint(name));
    },
  };
}

const LINE = /^(?<sum>[\da-fA-F]+) [ *](?<file>[^\\]+)$/;

async function check(list: string, sumOf: (content: string) => string, world: ProgramWorld): Promise<ExecResult> {
  const { name, context, run } = world;
  const complain = plainComplaint(name);
  const content = await contentOf(list, context);
  if (typeof content !== 'string') return { stdout: '', stderr: `${complain(content)}\n`, exitCode: 1 };
  const lines = linesOf(content).map((line) => line.replace(/\n$/, ''));
  const entries = lines.map((line) => LINE.exec(line)?.groups).filter((groups) => groups !== undefined);
  const isOfLength = entries.every(({ sum }) => sum?.length === sumOf('').length);
  if (entries.length > 0 && (entries.length < lines.length || !isOfLength)) {
    return run.refuse(context, {
      what: `a list for \`${name} -c\` with other lines in it`,
      why: `it has not been held against the real one; ${REAL_WAY}`,
    });
  }
  if (entries.length === 0) {
    const stderr = `${name}: ${list === '-' ? "'standard input'" : list}: no properly formatted checksum lines found\n`;
    return { stdout: '', stderr, exitCode: 1 };
  }
  let [stdout, stderr, unread, wrong] = ['', '', 0, 0];
  for (const { sum = '', file = '' } of entries) {
    const checked = await contentOf(file, context);
    if (typeof checked !== 'string') {
      unread += 1;
      stderr += `${complain(checked)}\n`;
      stdout += `${file}: FAILED open or read\n`;
    } else if (sumOf(checked) === sum.toLowerCase()) stdout += `${file}: OK\n`;
    else {
      wrong += 1;
      stdout += `${file}: FAILED\n`;
    }
  }
  if (unread > 0) stderr += `${name}: WARNING: ${unread} listed file${unread > 1 ? 's' : ''} could not be read\n`;
  if (wrong > 0) stderr += `${name}: WARNING: ${wrong} computed checksum${wrong > 1 ? 's' : ''} did NOT match\n`;
  return printedBytes(stdout, stderr, unread + wrong > 0 ? 1 : 0);
}

export const summingPrograms: readonly OwnProgram[] = [
  program('md5sum', md5),
  program('sha1sum', sha1),
  program('sha256sum', sha256),
  program('sha512sum', sha512),
];
