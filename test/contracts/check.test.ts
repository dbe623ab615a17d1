import { expect, test } from 'vitest';
import { checkAnswer, checkRequest } from '../../src/contracts/check.ts';
import { compile, newAjv } from '../../src/contracts/compile.ts';
import type { CompiledContract } from '../../src/contracts/compiled.ts';
import { CONTRACTS, readContracts } from '../../src/contracts/folder.ts';
import { violationText } from '../../src/contracts/violations.ts';
import { isObject } from '../../src/core/json.ts';
import { TELL } from './tell.ts';

const UUID = '8a78a37d-b2fb-4e29-94ae-d66acdeac949';

const { common, endpoints } = readContracts(CONTRACTS);
const ajv = newAjv();

function contractOf(event: string): CompiledContract {
  const contract = endpoints[`v1/${event}`];
  if (contract === undefined) throw new Error(`no contract of ${event}`);
  return compile(contract, common, ajv);
}

test('every example that the description prints keeps the contract made of it, request and answer', {
  timeout: 60_000,
}, () => {
  const faults = Object.values(endpoints).flatMap((contract) => {
    const compiled = compile(contract, common, ajv);
    return contract.examples.flatMap(({ request, encoding, answer, number, printedBy }) => {
      // `...` stands for a value of the reader's own, and among members for more of them.
      const sent = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== '...'));
      const wanting = Object.entries(request)
        .filter(([, value]) => value === '...')
        .map(([name]) => `request.${name}`);
      const inRequest = checkRequest(compiled, sent, encoding === 'form' ? 'form' : 'json');
      const inAnswer = isObject(answer) ? checkAnswer(compiled, answer) : [];
      return [...inRequest.filter(({ path }) => !wanting.includes(path)), ...inAnswer].map(
        (violation) => `${contract.endpoint} ${printedBy ?? ''} ${number}: ${violationText(violation)}`,
      );
    });
  });

  expect(faults).toEqual([]);
});

test('a violation tells where, what was expected, what was found, and how that is known', () => {
  const contract = contractOf('user_search');

  expect(checkRequest(contract, { limit: 'many', active: 5, colour: 'red' })).toEqual([
    { path: 'request.query', expected: 'there', found: 'nothing', from: 'documented' },
    { path: 'request.colour', expected: 'absent', found: '"red"', from: 'supplement' },
    { path: 'request.active', expected: 'string', found: '5', from: 'documented' },
    { path: 'request.limit', expected: 'integer', found: '"many"', from: 'documented' },
  ]);
  expect(
    checkAnswer(contract, { event: 'user_search_results', id: UUID, results: [{ account_id: 'me', age: 3 }] }),
  ).toEqual([
    { path: 'answer.results[0].age', expected: 'absent', found: '3', from: 'example' },
    { path: 'answer.results[0].account_id', expected: 'a text of the form uuid', found: '"me"', from: 'example' },
  ]);
  expect(violationText({ path: 'answer.now', expected: 'there', found: 'nothing', from: 'example' })).toBe(
    'answer.now should be there (example), but is nothing',
  );
});

test('where no alternative fits, that is told once', () => {
  expect(checkRequest(contractOf('read_text_file_from_project'), { project_id: 1, path: 'a' })).toEqual([
    { path: 'request.project_id', expected: 'string or array of string', found: '1', from: 'documented' },
  ]);
});

test('in a form a text that reads as the number or the boolean that is wanted will do', () => {
  const contract = contractOf('user_search');

  expect(checkRequest(contract, { query: '5', limit: '5', admin: 'false' }, 'form')).toEqual([]);
  expect(checkRequest(contract, { query: '5', limit: '5.5', admin: 'no' }, 'form').map(({ path }) => path)).toEqual([
    'request.admin',
    'request.limit',
  ]);
  expect(checkRequest(contract, { query: '5', limit: '5' }, 'json').map(({ path }) => path)).toEqual(['request.limit']);
});

test('a member that is null counts as absent', () => {
  expect(checkRequest(contractOf('ping'), { id: null })).toEqual([]);
  expect(checkRequest(contractOf('user_search'), { query: null }).map(({ path }) => path)).toEqual(['request.query']);
});

test('an answer of a kind that the contract does not have is told with the kinds it has', () => {
  expect(checkAnswer(contractOf('ping'), { event: 'pang', id: UUID })).toEqual([
    { path: 'answer.event', expected: 'one of: pong', found: '"pang"', from: 'example' },
  ]);
  expect(checkAnswer(contractOf('ping'), { event: 'error', id: UUID, error: 'no' })).toEqual([
    { path: 'answer.event', expected: 'one of: pong', found: '"error"', from: 'example' },
  ]);
  expect(checkAnswer(contractOf('metrics'), { event: 'success', id: UUID })).toEqual([
    { path: 'answer.event', expected: 'no answer at all', found: '"success"', from: 'supplement' },
  ]);
});

test('a refusal in words that no hub is known to use is a violation', () => {
  const contract = contractOf('user_auth');
  const saying = (error: string) => checkAnswer(contract, { event: 'error', id: UUID, error });

  expect(saying('incorrect password')).toEqual([]);
  expect(saying('invalid account_id -- me')).toEqual([]);
  expect(saying('Incorrect password')).toEqual([
    {
      path: 'answer.error',
      expected: 'words that a hub is known to refuse with here',
      found: '"Incorrect password"',
      from: 'supplement',
    },
  ]);
});

test('a call that never reaches its endpoint is answered in the words that all endpoints share', () => {
  expect(checkAnswer(contractOf('ping'), { error: 'No account found. Is your API key wrong?' })).toEqual([]);
  expect(checkAnswer(contractOf('ping'), { error: 'No.' }).map(({ path }) => path)).toEqual(['answer.error']);
  expect(checkAnswer(contractOf('ping'), { error: 'No.', id: UUID })).toHaveLength(2);
});

const tell = compile(TELL, common, ajv);
const silent = compile({ ...TELL, answers: { success: TELL.answers.success, refusal: {} }, refusals: [] }, common, ajv);

test('of a function the arguments are held against its contract, and what carries them against the common one', () => {
  const paths = (body: object) => checkRequest(tell, body).map(violationText);

  expect(paths({ name: 'group.tell', args: [{ path: 'a' }], timeout: 5, colour: 'red' })).toEqual([]);
  expect(paths({ name: 'group.tell', args: [{ path: null }] })).toEqual([
    'request.args[0].path should be string (recorded), but is null',
  ]);
  expect(paths({ name: 'group.tell' })).toEqual(['request.args should be at least 1 items long (recorded), but is []']);
  expect(paths({ args: [{}], timeout: 'soon' })).toEqual([
    'request.name should be there (recorded), but is nothing',
    'request.timeout should be number (recorded), but is "soon"',
  ]);
  expect(checkRequest(tell, { name: 'group.tell', args: [{}], timeout: '5' }, 'form')).toEqual([]);
});

test('of a function any value is a result, but for an object with an error alone', () => {
  for (const answer of [null, 'text', {}, { error: 'why', state: 'opened' }])
    expect(checkAnswer(tell, answer)).toEqual([]);
  expect(checkAnswer(tell, 5).map(violationText)).toEqual([
    'answer should be null or string or object (recorded), but is 5',
  ]);
  expect(checkAnswer(tell, { error: 'Error: no way' })).toEqual([]);
  expect(checkAnswer(tell, { error: 'no way' }).map(({ path }) => path)).toEqual(['answer.error']);
});

test('any function can be failed by the gateway, in words that all functions share', () => {
  const error = "Unknown authorization type 'Digest'";

  expect(checkAnswer(tell, { error })).toEqual([]);
  expect(checkAnswer(silent, { error })).toEqual([]);
  expect(checkAnswer(silent, { error: 'Error: no way' }).map(({ path }) => path)).toEqual(['answer.error']);
});

test('a given id comes back unchanged, whatever it is, and one that the hub makes is a UUID', () => {
  const contract = contractOf('ping');
  const pong = (id: unknown) => ({ event: 'pong', id: id as string, now: '2020-09-17T03:08:33.230Z' });

  expect(checkAnswer(contract, pong(UUID))).toEqual([]);
  expect(checkAnswer(contract, pong(7)).map(({ path }) => path)).toEqual(['answer.id']);
  expect(checkAnswer(contract, pong({ a: 1 }), { id: { a: 1 } })).toEqual([]);
  expect(checkAnswer(contract, pong(UUID), { id: 7 })).toEqual([
    { path: 'answer.id', expected: 'the id of the request, 7', found: `"${UUID}"`, from: 'example' },
  ]);
});

test.each([
  ['in lower case', UUID, true],
  ['in capitals', UUID.toUpperCase(), true],
  ['as a name', `urn:uuid:${UUID}`, false],
  ['in braces', `{${UUID}}`, false],
  ['without hyphens', UUID.replaceAll('-', ''), false],
  ['with a line end', `${UUID}\n`, false],
])('an id %s is one where a hub takes it for one', (_form, account_id, taken) => {
  const answer = { event: 'user_search_results', id: UUID, results: [{ account_id }] };
  const expected = { path: 'answer.results[0].account_id', expected: 'a text of the form uuid' };

  const found = checkAnswer(contractOf('user_search'), answer);

  if (taken) expect(found).toEqual([]);
  else expect(found).toMatchObject([expected]);
});
