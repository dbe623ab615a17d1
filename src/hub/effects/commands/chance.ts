/** The shell's variables that are never the same, as commands whose output is: see `rewriting.ts`. */
import { SECOND } from '../../../core/instant.ts';
import { printed, supply } from './command.ts';

export const RANDOM = '.random';
export const SECONDS = '.seconds';

const random = supply(RANDOM, (_args, _context, run) => printed(String(run.random())));

const seconds = supply(SECONDS, (_args, _context, run) => printed(String(Math.floor(run.clock.elapsedMs / SECOND))));

export const chanceCommands = [random, seconds];
