/** The curl examples printed in a description, each with the answer printed below it. */
import type { Json } from '../core/json.ts';
import { type CurlRequest, curlRequest, shellWords } from './curl.ts';
import type { Description } from './description.ts';
import { parsePrinted } from './printed.ts';

export interface Example {
  /** The event whose description prints the example. */
  readonly describes: string;
  /** Its place among the examples of that event, from 1. */
  readonly number: number;
  /** The event that the example calls, mostly the same. */
  readonly calls: string;
  readonly request: CurlRequest;
  /** What is printed below it; absent where nothing is. A member named `...` stands for whatever else there is. */
  readonly answer?: Json;
  /** What had to be put right to read the print, in the order it stands there. */
  readonly repairs: readonly string[];
}

/**
 * All examples of the description, in its order.
 *
 * @throws Error naming the event and the example that cannot be read.
 */
export function examplesOf({ events }: Pick<Description, 'events'>): Example[] {
  return Object.entries(events).flatMap(([describes, { description }]) =>
    fencedBlocks(description)
      .flatMap(commandsOf)
      .map((printed, index) => readExample(describes, index + 1, printed)),
  );
}

interface PrintedCommand {
  readonly command: string;
  readonly answer: string | undefined;
}

function readExample(describes: string, number: number, { command, answer }: PrintedCommand): Example {
  try {
    const repairs: string[] = [];
    const request = curlRequest(shellWords(joinLines(command, repairs)).slice(1));
    const calls = request.url.slice(request.url.lastIndexOf('/') + 1);
    const example = { describes, number, calls, request, repairs };
    if (answer === undefined) return example;
    const read = parsePrinted(answer);
    return { ...example, answer: read.value, repairs: [...repairs, ...read.repairs] };
  } catch (error) {
    throw new Error(`${describes}, example ${number}: ${(error as Error).message}`);
  }
}

function fencedBlocks(markdown: string): string[] {
  return [...markdown.matchAll(/^ *```\n([\s\S]*?)^ *```/gm)].map(([, block = '']) => block);
}

/** The curl commands of a block, each up to the next, parted from its answer by an arrow. */
function commandsOf(block: string): PrintedCommand[] {
  return [...block.matchAll(/^\s*(curl\b[\s\S]*?)(?=^\s*curl\b|(?![\s\S]))/gm)].map(([, text = '']) => {
    const [command = '', answer] = text.split(/^\s*==\s?>/m);
    return { command, answer };
  });
}

/** One line of several: a backslash ends a line that goes on. */
function joinLines(command: string, repairs: string[]): string {
  const lines = command.trimEnd().split('\n');
  return lines
    .map((line, index) => {
      const last = index === lines.length - 1;
      if (!last && !line.endsWith('\\')) repairs.push(`line ${index + 1} of the command lacks its backslash`);
      const text = line.replace(/\\$/, '');
      const opened =
        lines
          .slice(0, index + 1)
          .join('\n')
          .split("'").length %
          2 ===
        0;
      if (!last && opened) repairs.push(`line ${index + 1} of the command is broken inside quotes`);
      return text;
    })
    .join(' ');
}
