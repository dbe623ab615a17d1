/** Tests code that calls a hub by fetch: MSW hands its requests to a hub in the same process. */
import { createHub } from 'cocalc-mock-hub';
import { hubHandlers } from 'cocalc-mock-hub/msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { copyFile } from './copy-file.ts';

const hubUrl = 'https://cocalc.com';
const course = 'cccccccc-0000-4000-8000-000000000001';
const notes = 'cccccccc-0000-4000-8000-000000000002';
const student = 'sk_0000000000000000student1';
const teacher = 'sk_00000000000000000teacher';

const hub = createHub({ world: 'classroom' });
const start = hub.state;
const server = setupServer(...hubHandlers(hub, hubUrl));

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => hub.restore(start));
afterAll(() => server.close());

test('a student copies a handout into a project of their own', async () => {
  await copyFile('handouts/lecture-1.md', { from: course, to: notes, hubUrl, key: student });

  expect(await textOf(notes, 'handouts/lecture-1.md')).toContain('# Lecture 1');
});

test('a teacher may not write to the private project of a student', async () => {
  const copied = copyFile('handouts/lecture-1.md', { from: course, to: notes, hubUrl, key: teacher });

  await expect(copied).rejects.toThrow('ACCESS BLOCKED');
});

/** Looks into the hub past the code under test. */
async function textOf(project_id: string, path: string): Promise<unknown> {
  const { body } = await hub.call('v1/read_text_file_from_project', { project_id, path }, { key: student });
  return 'content' in body && body.content;
}
