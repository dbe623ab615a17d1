import { expect, test } from 'vitest';
import { PROJECT, testHub } from '../../../hub.ts';
import { turns } from '../../../turns.ts';

/** What the project says to one message after the other. */
async function said(...messages: unknown[]) {
  const { restAs } = testHub();
  const answers = [];
  for (const mesg of messages) answers.push(await restAs('owner')('projects/call', { project_id: PROJECT, mesg }));
  return answers;
}

const ID = { id: 'a' };

test('writes and reads files, runs commands and answers with the id of the message', async () => {
  expect(
    await said(
      { ...ID, event: 'ping' },
      { ...ID, event: 'write_text_file_to_project', path: 'd/a.txt', content: 'one' },
      { ...ID, event: 'read_text_file_from_project', path: 'd/a.txt' },
      { id: 5, event: 'project_exec', command: 'cat', args: ['d/a.txt'] },
    ),
  ).toEqual([
    { ...ID, event: 'pong' },
    { ...ID, event: 'file_written_to_project' },
    { ...ID, event: 'text_file_read_from_project', content: 'one' },
    { id: 5, event: 'project_exec_output', stdout: 'one', stderr: '', exit_code: 0, type: 'blocking' },
  ]);
});

test.each([
  [{ event: 'read_text_file_from_project', path: 'n' }, "ENOENT: no such file or directory, open 'n'"],
  [{ event: 'read_file_from_project', path: '' }, 'Error: The only supported directory archive format is tar.bz2'],
  [{ event: 'send_signal', pid: 9, signal: 15 }, 'invalid pid or signal (must be 2,3,9)'],
  [{ event: 'named_server_port', name: 'x' }, 'Error: unknown named server: "x"'],
  [{ event: 'print_to_pdf' }, {}],
  [{ event: 5 }, `Project ${PROJECT} does not implement handling mesg with event='5'`],
  [{}, `Project ${PROJECT} does not implement handling mesg with event='undefined'`],
  [
    { event: 'project_exec', command: 'false' },
    "Error executing command 'false' with args 'undefined' -- command ''false' (args=)' exited with nonzero code 1 -- stderr=''",
  ],
])('%j is answered by an error of the project', async (message, error) => {
  expect(await said({ ...message, ...ID })).toEqual([{ event: 'error', ...ID, error }]);
});

test.each([
  [null, "Cannot read properties of null (reading 'event')"],
  ['x', "Cannot create property 'id' on string 'x'"],
  [true, "Cannot create property 'id' on boolean 'true'"],
])('%j is no message', async (message, error) => {
  expect(await said(message)).toEqual([{ error }]);
});

test('a message that no project answers is given up after a minute', async () => {
  const { restAs, clock } = testHub();
  const call = restAs('owner')('projects/call', { project_id: PROJECT, mesg: { event: 'hello' } });
  for (let step = 0; step < 3; step++) {
    await turns();
    clock.advance({ minutes: 1 });
  }

  expect(await call).toEqual({});
});
