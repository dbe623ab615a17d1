/** Small programs that call a hub: some that handle faults wrongly, with what comes of it, and some that handle them well. */
import type { FaultVerdict } from '../../../src/fault-runs/verdict.ts';

export interface Program {
  readonly name: string;
  readonly language: 'node' | 'python';
  readonly code: string;
  /** What comes of one fault or another; nothing of a program that is right. */
  readonly verdict?: FaultVerdict;
  /** A fault that shows it. */
  readonly shownBy?: string;
}

export const WRONG: readonly Program[] = [
  {
    name: 'creates again what may be there already',
    language: 'node',
    verdict: 'duplicated',
    shownBy: 'v1/create_project#1 fail_after reset',
    code: `await retrying(() => create('Mine'));`,
  },
  {
    name: 'looks once before it creates, and not before it creates again',
    language: 'node',
    verdict: 'duplicated',
    shownBy: 'v1/create_project#1 fail_after 503',
    code: `if ((await titled('Mine')).length === 0) await retrying(() => create('Mine'));`,
  },
  {
    name: 'begins from the start when a later step fails',
    language: 'node',
    verdict: 'duplicated',
    shownBy: 'v1/write_text_file_to_project#1 fail_before 503',
    code: `await retrying(async () => write(await create('Mine'), 'a.txt', 'hello'));`,
  },
  {
    name: 'gives each attempt a name of its own',
    language: 'node',
    verdict: 'duplicated',
    shownBy: 'v1/create_project#1 fail_after html',
    code: `let attempt = 0;
      await retrying(() => create(\`Mine \${(attempt += 1)}\`));`,
  },
  {
    name: 'appends a line again that was written',
    language: 'node',
    verdict: 'duplicated',
    shownBy: 'v1/write_text_file_to_project#2 fail_after reset',
    code: `await write(project_id, 'log.txt', 'begun\\n');
      await retrying(async () => write(project_id, 'log.txt', (await read(project_id, 'log.txt')) + 'done\\n'));`,
  },
  {
    name: 'takes a body that is cut for a failure, and calls again',
    language: 'node',
    verdict: 'duplicated',
    shownBy: 'v1/create_project#1 cut_body',
    code: `const answer = await create('Mine').catch((error) => (/JSON|terminated|closed/.test(error.message) ? undefined : Promise.reject(error)));
      if (answer === undefined) await create('Mine');`,
  },
  {
    name: 'looks at the status and never at the error in the body',
    language: 'node',
    verdict: 'lost',
    shownBy: 'v1/write_text_file_to_project#1 refuse',
    code: `await send('v1/write_text_file_to_project', { project_id, path: 'a.txt', content: 'hello' });`,
  },
  {
    name: 'swallows what goes wrong',
    language: 'node',
    verdict: 'lost',
    shownBy: 'v1/write_text_file_to_project#1 fail_before reset',
    code: `await write(project_id, 'a.txt', 'hello').catch(() => console.log('could not write'));`,
  },
  {
    name: 'waits for all, and never asks which of them failed',
    language: 'node',
    verdict: 'lost',
    shownBy: 'v1/write_text_file_to_project#2 too_many 1',
    code: `await Promise.allSettled([write(project_id, 'a.txt', 'a'), write(project_id, 'b.txt', 'b')]);`,
  },
  {
    name: 'begins anew with an empty list when it cannot read the old one',
    language: 'node',
    verdict: 'lost',
    shownBy: 'v1/read_text_file_from_project#1 fail_before html',
    code: `await write(project_id, 'list.json', '["one"]');
      const list = await read(project_id, 'list.json').then(JSON.parse).catch(() => []);
      await write(project_id, 'list.json', JSON.stringify([...list, 'two']));`,
  },
  {
    name: 'leaves a scratch project when a step fails',
    language: 'node',
    verdict: 'leaked',
    shownBy: 'v1/write_text_file_to_project#1 fail_before 503',
    code: `const scratch = await create('Scratch');
      await write(scratch, 'a.txt', 'hello');
      await retrying(() => remove(scratch));`,
  },
  {
    name: 'does not mind when it cannot clean up',
    language: 'node',
    verdict: 'leaked',
    shownBy: 'v2/projects/delete#1 fail_before reset',
    code: `const scratch = await create('Scratch');
      try {
        await write(scratch, 'a.txt', 'hello');
      } finally {
        await remove(scratch).catch(() => {});
      }`,
  },
  {
    name: 'waits for an answer for ever',
    language: 'node',
    verdict: 'hung',
    shownBy: 'v1/create_project#1 fail_before hang',
    code: `await call('create_project', { title: 'Mine' }, 0);`,
  },
  {
    name: 'waits for what it failed to make',
    language: 'node',
    verdict: 'hung',
    shownBy: 'v1/create_project#1 refuse',
    code: `create('Mine').catch(() => {});
      for (;;) {
        const found = await titled('Mine').catch(() => []);
        if (found.length > 0) break;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }`,
  },
  {
    name: 'creates again what may be there already',
    language: 'python',
    verdict: 'duplicated',
    shownBy: 'v1/create_project#1 fail_after hang',
    code: `retrying(lambda: create("Mine"))`,
  },
  {
    name: 'adds to a list again',
    language: 'python',
    verdict: 'duplicated',
    shownBy: 'v1/write_text_file_to_project#2 cut_body',
    code: `import json
write(PROJECT_ID, "list.json", "[]")
def add():
    write(PROJECT_ID, "list.json", json.dumps(json.loads(read(PROJECT_ID, "list.json")) + ["one"]))
retrying(add)`,
  },
  {
    name: 'passes over every exception',
    language: 'python',
    verdict: 'lost',
    shownBy: 'v1/write_text_file_to_project#1 fail_before 503',
    code: `try:
    write(PROJECT_ID, "a.txt", "hello")
except Exception:
    pass`,
  },
  {
    name: 'gives up after too few attempts, and does not say so',
    language: 'python',
    verdict: 'lost',
    shownBy: 'v1/write_text_file_to_project#1 hub_restart 500',
    code: `for attempt in range(2):
    try:
        write(PROJECT_ID, "a.txt", "hello")
        break
    except Exception:
        pass`,
  },
  {
    name: 'leaves a file that marks its work when a step fails',
    language: 'python',
    verdict: 'leaked',
    shownBy: 'v1/write_text_file_to_project#2 refuse',
    code: `write(PROJECT_ID, "lock", "locked")
write(PROJECT_ID, "a.txt", "hello")
retrying(lambda: call("project_exec", project_id=PROJECT_ID, command="rm", args=["-f", "lock"], timeout=10))`,
  },
  {
    name: 'reads without a limit of time',
    language: 'python',
    verdict: 'hung',
    shownBy: 'v1/query#1 fail_before hang',
    code: `call("query", timeout=None, query={"projects": [{"title": None}]})`,
  },
];

export const RIGHT: readonly Program[] = [
  {
    name: 'looks before each attempt whether it is there',
    language: 'node',
    code: `await retrying(async () => (await titled('Mine'))[0] ?? create('Mine'));`,
  },
  {
    name: 'stops at the first fault and says so',
    language: 'node',
    code: `const id = await create('Mine');
      await write(id, 'a.txt', 'hello');
      console.log(await read(id, 'a.txt'));`,
  },
  {
    name: 'cleans up by what it finds, until nothing is left',
    language: 'node',
    code: `try {
        await write(await create('Scratch'), 'a.txt', 'hello');
      } finally {
        await retrying(async () => {
          for (const id of await titled('Scratch')) await remove(id);
        });
      }`,
  },
  {
    name: 'writes the same again',
    language: 'python',
    code: `retrying(lambda: write(PROJECT_ID, "a.txt", "hello"))
if retrying(lambda: read(PROJECT_ID, "a.txt")) != "hello":
    raise SystemExit("not written")`,
  },
  {
    name: 'looks before each attempt, and adds to a list what it lacks',
    language: 'python',
    code: `import json
def add():
    project_id = (titled("Mine") or [create("Mine")])[0]
    files = call("query", query={"projects": {"project_id": project_id, "title": None}})
    write(project_id, "list.json", json.dumps(["one"]))
retrying(add)`,
  },
];
