import { expect, test } from 'vitest';
import { readDescription } from '../../src/contracts/description.ts';

const ping = { description: 'Text.', fields: { id: 'a uuid' } };
const whole = { root: '/api/v1/', gitrev: 'abc', events: { ping } };

const reading = (document: unknown) => () => readDescription(JSON.stringify(document), 'api.json');

test('a description is read as it is printed', () => {
  expect(reading(whole)()).toEqual(whole);
});

test('whatever is not as it should be is named with its place', () => {
  expect(() => readDescription('{"events": {', 'api.json')).toThrow(/^api\.json: no JSON: /);
  expect(reading([])).toThrow('api.json: the document should be an object, not a list');
  expect(reading({ ...whole, events: undefined })).toThrow('api.json: events should be an object, not missing');
  expect(reading({ ...whole, events: {} })).toThrow('api.json: events should name at least one event');
  expect(reading({ ...whole, root: 1 })).toThrow('api.json: root should be a text, not a number');
  expect(reading({ ...whole, events: { ping: null } })).toThrow('api.json: events.ping should be an object, not null');
  expect(reading({ ...whole, events: { ping: { ...ping, description: [] } } })).toThrow(
    'api.json: events.ping.description should be a text, not a list',
  );
  expect(reading({ ...whole, events: { ping: { ...ping, fields: { id: 1 } } } })).toThrow(
    'api.json: events.ping.fields.id should be a text, not a number',
  );
});
