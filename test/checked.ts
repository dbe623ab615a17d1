/** Fails every test in which a hub answers against its contract, of which it complains on the console. */
import { afterEach, expect } from 'vitest';

const complaints: string[] = [];
const print = console.error.bind(console);

console.error = (...words: unknown[]) => {
  const [first] = words;
  if (typeof first === 'string' && first.startsWith('cocalc-mock-hub: an answer of ')) complaints.push(first);
  else print(...words);
};

afterEach(() => {
  expect(complaints.splice(0)).toEqual([]);
});
