/** How hard passwords are to guess, in browsers: their dictionaries are optional packages, which no bundler is asked to find. */
import { refuse } from '../../core/errors.ts';
import type { PasswordStrength } from '../../core/outcome.ts';

/** @throws Refusal `unsimulated` */
export function passwordStrength(): PasswordStrength {
  const why = 'the optional packages that judge them are loaded in Node only';
  throw refuse('unsimulated', { what: 'the strength of a password', why });
}
