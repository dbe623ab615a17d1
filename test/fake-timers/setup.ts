/** Every test has the timers, and the date, that only it moves; or, of those that are excepted, none but them. */
import { relative } from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';
import { reasonForRealTimers } from './exceptions.ts';

beforeEach(({ task, skip }) => {
  const isExcepted = reasonForRealTimers(relative('.', task.file.filepath), task.name) !== undefined;
  if (process.env.FAKE_TIMERS === 'exceptions') skip(!isExcepted);
  else if (isExcepted) return;
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});
