/** What a hub says that has no language models. */
import { expect, test } from 'vitest';
import { testHub } from '../../hub.ts';

const PROBLEM =
  'There is a problem calling ollama-0. Please try another model, a different prompt, or try again later. Error:';

test.each(['llm/evaluate', 'openai/chatgpt'])('%s tells of the model that is not there', async (path) => {
  const { restAs, hub } = testHub();
  const ask = restAs('owner');

  expect(await ask(path, { input: 'hi' })).toEqual({ error: `${PROBLEM} Google GenAI is not enabled.` });
  expect(await ask(path, { input: 'hi', model: 'nope' })).toEqual({ error: 'unsupported model "nope"' });
  const nobody = await hub.call(`v2/${path}`, { input: 'hi' });
  expect(nobody.body).toEqual({ error: `${PROBLEM} You must create an account.` });
});

test.each([
  ['llm/evaluate', 'a model that some hub may have', 'gpt-4', { key: 'sk_owner' }],
  ['llm/evaluate', 'a model that nobody asks for', 'nope', {}],
])('at %s, %s is refused by name', async (path, _what, model, credentials) => {
  const { hub } = testHub();

  expect((await hub.call(`v2/${path}`, { input: 'hi', model }, credentials)).kind).toBe('unsimulated');
});
