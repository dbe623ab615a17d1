/** What the hub takes for a link, in names and mails: much that is none, as `J.Doe`. [smc-util/misc2.ts re_url, contains_url] */

/** Letters and digits, joined by single dots and hyphens; with a scheme where there is one. */
const RUN = /(?:https?:\/\/)?[a-z0-9]+(?:[-.][a-z0-9]+)*/g;

/** Up to the last dot of a run with two letters or more after it, and at most five of these. */
const LINK = /^.*\.[a-z]{2,5}/;

/** The texts that look like links, in lower case, in the order they are met. */
export function urlsIn(text: string): string[] {
  // In two steps, as one expression for both would take the square of the text's length.
  return (text.toLowerCase().match(RUN) ?? []).flatMap((run) => run.match(LINK) ?? []);
}

export function containsUrl(text: string): boolean {
  return /[a-z0-9]\.[a-z]{2}/i.test(text);
}
