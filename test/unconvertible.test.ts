/** Values that JavaScript makes neither text nor number of, in every place where a call takes a value. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../src/core/json.ts';
import { PROJECT, testHub } from './hub.ts';

/** An object with a `toString` that is no function cannot be written into a text, nor be compared with a number. */
const UNCONVERTIBLE: Json[] = [
  { toString: '' },
  [{ toString: 1 }],
  { length: { toString: '' } },
  { value: { toString: '' } },
];

/** What gets a call further than its first check. */
const PLAUSIBLE = { project_id: PROJECT, src_project_id: PROJECT, path: 'notes.md', command: 'true' };

const described = (folder: string) =>
  readdirSync(`contracts/${folder}`).map((file) => ({
    name: file.replace(/\.json$/, ''),
    request: JSON.parse(readFileSync(`contracts/${folder}/${file}`, 'utf8')).request as JsonObject | undefined,
  }));

const membersOf = (schema: unknown) => Object.keys((schema as { properties?: JsonObject })?.properties ?? {});

const world = { project: { files: { 'notes.md': 'notes' }, state: 'running' } } as const;

async function answerOf(path: string, body: JsonObject): Promise<string> {
  const { hub } = testHub(world);
  const answer = await hub.call(path, body, { key: 'sk_owner' });
  return answer.kind;
}

/** Kinds of answers; a fault of ours would be thrown instead. */
const KINDS = /^(?:success|refusal|rejection|unsimulated|crash)$/;

describe('v1', () => {
  test.each(described('v1'))('$name', async ({ name, request }) => {
    for (const member of membersOf(request)) {
      const rest = Object.entries(PLAUSIBLE).filter(([other]) => membersOf(request).includes(other));
      for (const value of UNCONVERTIBLE) {
        const { hub } = testHub(world);
        // Twice, since a value that one call leaves behind may be met by the next.
        for (const others of [{}, Object.fromEntries(rest), Object.fromEntries(rest)]) {
          const { kind } = await hub.call(`v1/${name}`, { ...others, [member]: value }, { key: 'sk_owner' });
          expect(kind).toMatch(KINDS);
        }
      }
    }
  });
});

describe.each(['hub', 'project'])('conat/%s', (side) => {
  const to = { project_id: side === 'project' ? PROJECT : null };

  test.each(described(`conat/${side}`))('$name', async ({ name, request }) => {
    const members = membersOf(request?.items);
    const rest = Object.fromEntries(Object.entries(PLAUSIBLE).filter(([other]) => members.includes(other)));
    for (const value of UNCONVERTIBLE) {
      const lists = [[value], [PROJECT, value], ...members.map((member) => [{ ...rest, [member]: value }])];
      for (const args of lists) expect(await answerOf(`conat/${side}`, { ...to, name, args })).toMatch(KINDS);
    }
  });

  test.each(['name', 'args', 'project_id', 'compute_server_id', 'timeout'])('the envelope’s %s', async (member) => {
    for (const value of [{ toString: '' }, [{ toString: 1 }]]) {
      const body = { name: 'ping', args: [], timeout: 5, ...to, [member]: value };
      expect(await answerOf(`conat/${side}`, body)).toMatch(KINDS);
    }
  });
});
