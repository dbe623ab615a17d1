/** HTML that users write into mails. */

const TAG = /<(\/?)([a-z][a-z0-9]*)([^<>]*)>/gi;

/**
 * The HTML as it may travel: without comments, scripts and styles, and with no attribute but a link's target.
 * Seen from outside like the hub's own sanitiser; which elements that drops is not modelled. [npm sanitize-html]
 */
export function sanitized(html: string): string {
  const shown = without(without(without(html, '<!--', '-->'), '<script', '</script>'), '<style', '</style>');
  return shown.replace(TAG, (_tag, slash: string, name: string, rest: string) => {
    const href = name.toLowerCase() === 'a' ? (rest.match(/\shref=("[^"]*"|'[^']*'|\S+)/i)?.[0] ?? '') : '';
    return `<${slash}${name}${href}${rest.endsWith('/') ? ' /' : ''}>`;
  });
}

/** The text without all that lies between two marks, and without these; what is never closed ends the text. */
function without(text: string, open: string, close: string): string {
  // Letter by letter, as `toLowerCase` of all the text could move what follows.
  const folded = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const kept: string[] = [];
  let end = 0;
  for (let start = folded.indexOf(open); start !== -1; start = folded.indexOf(open, end)) {
    kept.push(text.slice(end, start));
    const closed = folded.indexOf(close, start);
    end = closed === -1 ? text.length : closed + close.length;
  }
  return kept.join('') + text.slice(end);
}
