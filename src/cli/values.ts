/** Readings of what is given for an option; each says what it takes when it cannot take that. */
import { InvalidArgumentError } from 'commander';
import { DAY } from '../core/instant.ts';
import { readJsonText } from '../core/json-text.ts';
import type { Lifecycle } from '../core/settings.ts';
import { list } from '../core/shape.ts';
import { type Clock, systemClock, virtualClock } from '../hub/clock.ts';
import { isImageName } from '../hub/effects/sandbox/options.ts';
import { type WrittenStub, writtenStub } from '../hub/effects/stubs.ts';
import { allowedHost, EXPECTED_HOST } from '../server/allowed-hosts.ts';
import { allowedOrigin, EXPECTED_ORIGIN } from '../server/allowed-origins.ts';

export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    if (/^\d+$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
}

export function choiceOf(...names: readonly string[]): (text: string) => string {
  return (text) => {
    if (names.includes(text)) return text;
    throw new InvalidArgumentError(`Give ${names.join(' or ')}.`);
  };
}

export function someText(text: string): string {
  if (text !== '') return text;
  throw new InvalidArgumentError('Give a text that is not empty.');
}

export function hostName(text: string): string {
  if (/^[\w.:%-]+$/.test(text)) return text;
  throw new InvalidArgumentError('Give an address such as 127.0.0.1, ::1 or 0.0.0.0, or the name of a host.');
}

/** Names of hosts, separated by commas. Given again, it adds to what was given before. */
export function hostNames(text: string, before: readonly string[] = []): readonly string[] {
  return checkedList(text, before, allowedHost, EXPECTED_HOST);
}

/** Origins of pages, separated by commas. Given again, it adds to what was given before. */
export function origins(text: string, before: readonly string[] = []): readonly string[] {
  return checkedList(text, before, allowedOrigin, EXPECTED_ORIGIN);
}

function checkedList(
  text: string,
  before: readonly string[],
  read: (one: string) => string | undefined,
  expected: string,
): readonly string[] {
  const given = text.split(',').map((one) => one.trim());
  if (given.some((one) => read(one) === undefined)) throw new InvalidArgumentError(`${capitalized(expected)}.`);
  return [...before, ...given];
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const ISO_TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;

export function clock(text: string): Clock {
  if (text === 'system') return systemClock;
  if (ISO_TIME.test(text) && !Number.isNaN(Date.parse(text))) return virtualClock(text);
  throw new InvalidArgumentError('Give system, or an ISO time such as 2020-09-17 or 2020-09-17T03:08:33Z.');
}

export function lifecycle(text: string): Lifecycle {
  if (text === 'immediate') return { kind: 'immediate' };
  const [ms, start, stop] = [/^(\d+)$/, /^start=(\d+),stop=\d+$/, /^start=\d+,stop=(\d+)$/].map((form) =>
    Number(form.exec(text)?.[1]),
  ) as [number, number, number];
  if (ms <= DAY) return { kind: 'after', ms };
  if (start <= DAY && stop <= DAY) return { kind: 'after', start, stop };
  throw new InvalidArgumentError(
    `Give immediate, a whole number of milliseconds up to ${DAY}, or two of them as in start=1600,stop=8000.`,
  );
}

/** What runs the commands of projects. */
export type CommandsChoice =
  | { readonly kind: 'simulated' | 'bubblewrap' }
  | { readonly kind: 'container'; readonly image: string };

export function commandsChoice(text: string): CommandsChoice {
  if (text === 'simulated' || text === 'bubblewrap') return { kind: text };
  const [, image] = /^container=(.+)$/.exec(text) ?? [];
  if (image !== undefined && isImageName(image)) return { kind: 'container', image };
  throw new InvalidArgumentError(
    'Give simulated, bubblewrap, or container= and an image, such as container=debian:12.',
  );
}

/** Limits by the names that refusals give them. */
export type GivenLimits = { readonly [Part in 'commands' | 'notebooks']?: Readonly<Record<string, number>> };

/** A limit and its number, as in `commands.maxBusyMs=20000`. Given again, it adds to what was given before. */
export function limits(text: string, before: GivenLimits = {}): GivenLimits {
  const [, part, name = '', amount] = /^(commands|notebooks)\.(max\w+)=(\d+)$/.exec(text) ?? [];
  if (part !== 'commands' && part !== 'notebooks') {
    throw new InvalidArgumentError(
      'Give a limit of commands or notebooks and a number, as in commands.maxBusyMs=20000.',
    );
  }
  return { ...before, [part]: { ...before[part], [name]: Number(amount) } };
}

/** Stubs in JSON, one or a list. Given again, it adds to what was given before. */
export function stubs(text: string, before: readonly WrittenStub[] = []): readonly WrittenStub[] {
  try {
    const value: unknown = readJsonText(text);
    return [...before, ...list(writtenStub)(Array.isArray(value) ? value : [value], 'stubs')];
  } catch (thrown) {
    throw new InvalidArgumentError(
      `Give a stub in JSON, such as {"command": "make", "stdout": "done"}: ${(thrown as Error).message}.`,
    );
  }
}

/** @param expected what `is` is true of. */
export function textThat(is: (text: string) => boolean, expected: string): (text: string) => string {
  return (text) => {
    if (is(text)) return text;
    throw new InvalidArgumentError(`Give ${expected}.`);
  };
}

/** Texts separated by commas; where names are given, only those. Given again, it adds to what was given before. */
export function listOf(...names: readonly string[]): (text: string, before?: readonly string[]) => readonly string[] {
  return (text, before = []) => {
    const texts = text.split(',').map((one) => one.trim());
    if (texts.includes('')) throw new InvalidArgumentError('Give texts separated by commas.');
    const unknown = texts.find((one) => names.length > 0 && !names.includes(one));
    if (unknown !== undefined) throw new InvalidArgumentError(`Give some of ${names.join(', ')}.`);
    return [...before, ...texts];
  };
}
