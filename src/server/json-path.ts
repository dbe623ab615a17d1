/** Places in a JSON document, and values of one, as people read them. */

/** The names and indexes on the way from the top. */
export type JsonPath = readonly string[];

/** The place as JavaScript would write it: `projects.course.files["A/doc.txt"]`; the top is `(top level)`. */
export function pathText(document: unknown, path: JsonPath): string {
  let value = document;
  let text = '';
  for (const name of path) {
    if (Array.isArray(value)) text += `[${name}]`;
    else if (/^[A-Za-z_$][\w$]*$/.test(name)) text += text === '' ? name : `.${name}`;
    else text += `[${JSON.stringify(name)}]`;
    value = (value as Record<string, unknown> | undefined)?.[name];
  }
  return text === '' ? '(top level)' : text;
}

const LONGEST = 60;

/** The value as JSON, cut short. */
export function shortJson(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
