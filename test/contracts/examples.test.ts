import { expect, test } from 'vitest';
import { examplesOf } from '../../src/contracts/examples.ts';

function describing(description: string) {
  return examplesOf({ events: { ping: { description, fields: {} } } });
}

const fence = (...lines: string[]) => ['Text.', '', '```', ...lines, '```', ''].join('\n');

test('an example is a curl command and the answer printed below its arrow', () => {
  const [example] = describing(
    fence(
      '  curl -u sk_key: \\',
      '    -d a=1 -d b=2 \\',
      '    https://cocalc.com/api/v1/ping',
      '  ==> {"event":"pong"}',
    ),
  );

  expect(example).toEqual({
    describes: 'ping',
    number: 1,
    calls: 'ping',
    request: {
      method: 'POST',
      url: 'https://cocalc.com/api/v1/ping',
      headers: { authorization: `Basic ${btoa('sk_key:')}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'a=1&b=2',
    },
    answer: { event: 'pong' },
    repairs: [],
  });
});

test('a command without data and without an answer is an example too, and what is not curl is none', () => {
  const examples = describing(
    fence('uuid', '==> 553f', 'curl -X POST https://h/api/v1/query') +
      fence('echo hello') +
      fence('curl https://h/api/v1/ping'),
  );

  expect(examples.map(({ number, calls, request, answer }) => [number, calls, request.method, answer])).toEqual([
    [1, 'query', 'POST', undefined],
    [2, 'ping', 'GET', undefined],
  ]);
});

test('a missing backslash and a line broken inside quotes are put right and told', () => {
  const [missing] = describing(fence('curl -d a=1', '  https://h/api/v1/ping'));
  const [broken] = describing(
    fence(`curl -H "Content-Type: application/json" -d '{"a": \\`, ` "b"}' \\`, ' https://h/api/v1/ping'),
  );

  expect(missing?.repairs).toEqual(['line 1 of the command lacks its backslash']);
  expect(missing?.request.body).toBe('a=1');
  expect(broken?.repairs).toEqual(['line 1 of the command is broken inside quotes']);
  expect(JSON.parse(broken?.request.body ?? '')).toEqual({ a: 'b' });
});

test('a printed answer is put right where that leaves one meaning', () => {
  const answerOf = (printed: string) => describing(fence('curl https://h/api/v1/ping', `==> ${printed}`))[0];

  expect(answerOf('{"a": True, "b": "True", "c": None}')).toMatchObject({
    answer: { a: true, b: 'True', c: null },
    repairs: ['Python words stand for JSON ones'],
  });
  expect(answerOf('{"a":[{"b":"]"}')).toMatchObject({
    answer: { a: [{ b: ']' }] },
    repairs: ['closing brackets are missing at the end'],
  });
  expect(answerOf('{"a":1,...}')).toMatchObject({
    answer: { a: 1, '...': true },
    repairs: ['an ellipsis stands for further members'],
  });
});

test('an example that cannot be read is named', () => {
  expect(() => describing(fence("curl -d 'a https://h/api/v1/ping"))).toThrow(
    /^ping, example 1: the quote at \d+ is not closed/,
  );
  expect(() => describing(fence('curl --data a=1 https://h/api/v1/ping'))).toThrow(
    'ping, example 1: curl: option --data is not known here; known are -u -H -d -X',
  );
  expect(() => describing(fence('curl -X POST'))).toThrow('ping, example 1: curl: no URL given');
  expect(() => describing(fence('curl https://h/api/v1/ping', '==> {"a" 1}'))).toThrow(
    /^ping, example 1: the printed answer is not JSON/,
  );
});
