import { expect, test } from 'vitest';
import { type ExampleSetting, runExamples, strays } from '../../../src/conformance/suites/printed-examples.ts';
import type { Example } from '../../../src/contracts/examples.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';

function example(number: number, answer: Json | undefined, body = ''): Example {
  const request = { method: 'POST', url: 'https://h/api/v1/ping', headers: {}, body };
  const printed = { describes: 'ping', number, calls: 'ping', request, repairs: [] };
  return answer === undefined ? printed : { ...printed, answer };
}

const nothing: ExampleSetting = { placeholders: {}, excuses: [] };

/** A target that answers all with one text, and remembers what was asked of it. */
function answering(text: string) {
  const log: string[] = [];
  return {
    log,
    target: {
      reset: (world?: JsonObject) => void log.push(world === undefined ? 'reset' : `reset to ${JSON.stringify(world)}`),
      send: async ({ body }: { body: string }) => {
        log.push(body);
        return text;
      },
    },
  };
}

const verdicts = async (examples: Example[], text: string, setting = nothing) =>
  (await runExamples(examples, setting, answering(text).target)).map(({ verdict }) => verdict);

test('an example passes when the answer is as printed, and only then', async () => {
  expect(await verdicts([example(1, { a: 1 })], '{"a":1}')).toEqual(['passed']);
  expect(await verdicts([example(1, { a: 1 })], '{"a":2}')).toEqual(['failed']);
  expect(await verdicts([example(1, { a: 1 })], '<html>')).toEqual(['failed']);
});

test('an example without a printed answer passes unless the hub refuses it', async () => {
  expect(await verdicts([example(1, undefined)], '{"event":"success"}')).toEqual(['passed']);
  expect(await verdicts([example(1, undefined)], '{"event":"error","error":"no"}')).toEqual(['failed']);
  expect(await verdicts([example(1, undefined)], '{"event":"account_creation_failed","reason":{}}')).toEqual([
    'failed',
  ]);
});

test('an excuse covers a failure, and is itself one when the example comes out as printed', async () => {
  const setting = { placeholders: {}, excuses: [{ event: 'ping', number: 1, reason: 'old' }] };

  expect(await verdicts([example(1, { a: 1 })], '{}', setting)).toEqual(['excused']);
  expect(await verdicts([example(1, { a: 1 })], '{"a":1}', setting)).toEqual(['failed']);
  expect(strays([example(2, {})], setting)).toEqual(setting.excuses);
});

test('the hub is put back before each event, and placeholders are filled in', async () => {
  const { log, target } = answering('{}');
  const setting = { placeholders: { account_id: 'mine' }, excuses: [] };
  const other = { ...example(1, {}, 'x=1'), describes: 'query' };

  await runExamples([example(1, {}, 'account_id=...&b=...'), example(2, {}), other], setting, target);

  expect(log).toEqual(['reset', 'account_id=mine&b=...', '', 'reset', 'x=1']);
});

test('an example with a world of its own runs there, and the others as if it were not there', async () => {
  const { log, target } = answering('{}');
  const worlds = [{ event: 'ping', number: 2, reason: 'printed elsewhere', world: { projects: {} } }];
  const examples = [example(1, {}, 'one'), example(2, {}, 'two'), example(3, {}, 'three')];

  const results = await runExamples(examples, { ...nothing, worlds }, target);

  expect(log).toEqual(['reset to {"projects":{}}', 'two', 'reset', 'one', 'three']);
  expect(results.map((result) => result.example.number)).toEqual([1, 2, 3]);
  expect(strays([example(1, {})], { ...nothing, worlds })).toEqual(worlds);
});
