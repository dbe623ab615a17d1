/** The tests and actions of `find` that come out as from the real one. */

/** Tests and actions, and what each takes. */
const TESTS: Readonly<Record<string, RegExp | undefined>> = {
  '-name': /^[^[\]\\]*$/,
  '-iname': /^[^[\]\\]*$/,
  '-path': /^[^[\]\\]*$/,
  '-type': /^[fd]$/,
  '-maxdepth': /^\d{1,4}$/,
  '-mindepth': /^\d{1,4}$/,
  '-size': /^[+-]?\d{1,9}c$/,
  '-perm': /^[0-7]{3}$/,
  '-printf': /^(?:[^%\\]|%[fpPsy%]|%T@|\\n|\\t)*$/,
  '-regex': /^[\w./*+-]*$/,
  '-empty': undefined,
  '-print': undefined,
  '-print0': undefined,
  '-prune': undefined,
  '-delete': undefined,
  '-not': undefined,
  '-o': undefined,
  '-or': undefined,
  '-a': undefined,
  '-and': undefined,
  '!': undefined,
  '(': undefined,
  ')': undefined,
};

/** What of the call is not known. */
export function unknownSearch(args: readonly string[]): string | undefined {
  const first = args.findIndex((arg) => /^-.|^[!()]$/.test(arg));
  for (let at = first === -1 ? args.length : first; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '-exec') {
      const end = args.findIndex(
        (word, index) => index > at && (word === ';' || (word === '+' && args[index - 1] === '{}')),
      );
      const isInside = args.slice(at + 1, end).some((word) => word.includes('{}') && word !== '{}');
      if (end === -1 || isInside) return '-exec';
      at = end;
      continue;
    }
    if (!Object.hasOwn(TESTS, arg)) return arg;
    const value = TESTS[arg];
    if (value === undefined) continue;
    at += 1;
    if (!value.test(args[at] ?? '\n')) return `${arg} ${args[at] ?? ''}`;
  }
  return undefined;
}
