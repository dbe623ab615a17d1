import { expect, test } from 'vitest';
import * as contracts from '../../src/contracts/index.ts';

test('the package offers its contracts and checks by name', () => {
  expect(Object.keys(contracts).sort()).toEqual(['checkAnswer', 'checkRequest', 'readyContract', 'violationText']);
});

test('a caller can hold an answer of any hub against a contract', async () => {
  const ping = await contracts.readyContract('v1/ping');
  if (ping === undefined) throw new Error('there is no contract of ping');

  expect(contracts.checkAnswer(ping, { event: 'pong', now: 'noon' }).map(contracts.violationText)).toEqual([
    'answer.id should be there (example), but is nothing',
    'answer.now should be a text of the form date-time (example), but is "noon"',
  ]);
});
