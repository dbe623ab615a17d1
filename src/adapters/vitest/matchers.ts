/** Matchers that look into a hub. */
import type { JsonObject } from '../../core/json.ts';
import { Hub } from '../../hub/hub.ts';
import type { JournalEntry } from '../../hub/journal/entry.ts';

export interface HubMatchers<Result = unknown> {
  /** The hub has received the operation, with these parameters among others if any are given: `expect(hub).toHaveReceived('v1/ping')`. */
  toHaveReceived(operation: string, parameters?: object): Result;
  /** The project, by the name in the world or by id, has a file, with this text if one is given, or one that the expression matches. */
  toHaveFile(project: string, path: string, content?: string | RegExp): Result;
  /** There is such a project, by the name in the world or by id, or one with these members: `{ title: 'Essay' }`. */
  toHaveProject(project: string | object): Result;
}

/** What Vitest gives to matchers. */
interface MatcherState {
  readonly isNot: boolean;
  equals(one: unknown, other: unknown): boolean;
  readonly utils: { stringify(value: unknown): string };
}

interface Result {
  readonly pass: boolean;
  message(): string;
}

export const hubMatchers = {
  toHaveReceived(this: MatcherState, hub: unknown, operation: string, parameters: object = {}): Result {
    const { journal } = hubOf(hub);
    const received = journal.entries({ operation });
    const pass = received.some((entry) => hasMembers(this, entry.parameters, parameters));
    const wanted = `${operation} with ${this.utils.stringify(parameters)}`;
    return {
      pass,
      message: () =>
        `expected the hub ${this.isNot ? 'not ' : ''}to have received ${wanted}; ${receivedText(received, journal.entries())}`,
    };
  },

  toHaveFile(this: MatcherState, hub: unknown, named: string, path: string, content?: string | RegExp): Result {
    const { files } = hubOf(hub).projects.get(named);
    const isThere = files.has(path);
    const found = isThere && content !== undefined ? files.read(path) : undefined;
    const fits =
      typeof content === 'string'
        ? found === content
        : content === undefined || (found !== undefined && content.test(found));
    const wanted = content === undefined ? '' : ` with ${this.utils.stringify(content)}`;
    const told = isThere
      ? found === undefined
        ? 'it is there'
        : `it has ${this.utils.stringify(found)}`
      : `there are: ${files.list().slice(0, MOST_TOLD).join(', ')}`;
    return {
      pass: isThere && fits,
      message: () => `expected "${named}" ${this.isNot ? 'not ' : ''}to have the file "${path}"${wanted}; ${told}`,
    };
  },

  toHaveProject(this: MatcherState, hub: unknown, wanted: string | object): Result {
    const { projects } = hubOf(hub);
    const all = projects.all();
    const pass =
      typeof wanted === 'string'
        ? isThere(() => projects.get(wanted))
        : all.some((project) => hasMembers(this, project, wanted));
    const titles = all.slice(0, MOST_TOLD).map(({ title }) => JSON.stringify(title));
    return {
      pass,
      message: () =>
        `expected the hub ${this.isNot ? 'not ' : ''}to have the project ${this.utils.stringify(wanted)}; there are: ${titles.join(', ')}`,
    };
  },
};

const MOST_TOLD = 20;

function hubOf(value: unknown): Hub {
  if (value instanceof Hub) return value;
  throw new TypeError('this matcher takes a hub: expect(hub)');
}

function hasMembers({ equals }: MatcherState, value: object, wanted: object): boolean {
  return Object.entries(wanted).every(([name, member]) => equals((value as JsonObject)[name], member));
}

function isThere(look: () => unknown): boolean {
  try {
    look();
    return true;
  } catch {
    return false;
  }
}

function receivedText(received: readonly JournalEntry[], all: readonly JournalEntry[]): string {
  if (received.length > 0) {
    return `it was received with: ${received
      .slice(0, MOST_TOLD)
      .map(({ parameters }) => JSON.stringify(parameters))
      .join(', ')}`;
  }
  const operations = [...new Set(all.map(({ operation }) => operation))];
  return operations.length === 0
    ? 'it has received nothing'
    : `it has received: ${operations.slice(0, MOST_TOLD).join(', ')}`;
}
