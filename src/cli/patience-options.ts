/** The options that make a hub slow, late, disorderly or busy, as real ones are. None has a value of its own: `--like` sets several. */
import { Option } from 'commander';
import { EXPECTED_HOMES, isFolderOfHomes } from '../core/files/homes.ts';
import { LIKENESSES, LONGEST_TIMEOUT_MS, MOST_OTHERS } from '../hub/likeness.ts';
import { EXPECTED_RATE, readRateLimit } from '../hub/rate-limit.ts';
import { choiceOf, lifecycle, textThat, wholeNumber } from './values.ts';

export function patienceOptions(): Option[] {
  const { others, home } = LIKENESSES.production;
  return [
    option('--like <kind>', 'production: slow, late and busy as a real hub', choiceOf(...Object.keys(LIKENESSES))),
    option('--lifecycle <times>', 'immediate, ms that starts and copies take, or start=1600,stop=8000', lifecycle),
    option('--caches <kind>', 'none, or real: changes of keys, rights, names show late', choiceOf('none', 'real')),
    option(
      '--home <folder>',
      `where homes of projects are: /projects, or ${home}`,
      textThat(isFolderOfHomes, EXPECTED_HOMES),
    ),
    option('--order <kind>', 'plain, or disk: lists in no order that means anything', choiceOf('plain', 'disk')),
    option(
      '--others <number>',
      `other people with projects of their own: 0, or ${others}`,
      wholeNumber(0, MOST_OTHERS),
    ),
    option(
      '--rate-limit <rate>',
      'calls of a client before it gets 429: 10/s, 600/min',
      textThat(isRate, EXPECTED_RATE),
    ),
    option(
      '--answer-timeout <ms>',
      'time after which a call gets 504, also if never answered',
      wholeNumber(1, LONGEST_TIMEOUT_MS),
    ),
  ];
}

function isRate(text: string): boolean {
  return readRateLimit(text) !== undefined;
}

function option(flags: string, description: string, parse: (text: string) => unknown): Option {
  return new Option(flags, description).argParser(parse);
}
