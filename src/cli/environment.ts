/** Variables of the environment, made ready for commander, which takes any that is there for set. */
import { type Command, InvalidArgumentError } from 'commander';

const YES = ['1', 'true', 'yes', 'on'];
const NO = ['0', 'false', 'no', 'off'];

/**
 * Takes out variables of these commands that are empty, and those of flags that say no.
 *
 * @throws InvalidArgumentError when a flag's says neither yes nor no.
 */
export function readyEnvironment(environment: NodeJS.ProcessEnv, commands: readonly Command[]): void {
  const options = commands.flatMap((command) => command.options);
  for (const option of options) {
    const name = option.envVar ?? '';
    const value = environment[name];
    if (value === '' || (value !== undefined && (option.isBoolean() || option.negate) && isNo(name, value)))
      delete environment[name];
  }
}

function isNo(name: string, value: string): boolean {
  if (NO.includes(value.toLowerCase())) return true;
  if (YES.includes(value.toLowerCase())) return false;
  const valid = [...YES, ...NO].join(', ');
  throw new InvalidArgumentError(`variable '${name}' value '${value}' is invalid. Give one of ${valid}.`);
}
