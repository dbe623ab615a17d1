/** Keys and passwords for placeholders, from variables of the environment. */

/** The variable of a placeholder: `ADMIN_KEY` and `KEY_1` are `COCALC_KEY_ADMIN` and `COCALC_KEY_1`. */
export function variableOf(placeholder: string): string {
  const kind = /(?:^|_)(KEY|PASSWORD|TOKEN|COOKIE)(?=_|$)/.exec(placeholder)?.[1];
  if (kind === undefined) return `COCALC_${placeholder}`;
  const rest = placeholder.replace(new RegExp(`(^|_)${kind}(?=_|$)`), '').replace(/^_/, '');
  return rest === '' ? `COCALC_${kind}` : `COCALC_${kind}_${rest}`;
}

/** Placeholders, of those named, to what their variables hold. */
export function valuesIn(
  environment: Readonly<Record<string, string | undefined>>,
  placeholders: readonly string[],
): Map<string, string> {
  const found = [...new Set(placeholders)].map((name) => [name, environment[variableOf(name)]] as const);
  return new Map(found.filter((entry): entry is [string, string] => Boolean(entry[1])));
}
