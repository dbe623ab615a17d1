/** Writing XML and HTML. */

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What no XML document may hold, not even escaped. */
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The text as it stands in markup. */
export function escaped(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"]/g, (character) => ENTITIES[character] as string);
}

/** An element. @param content markup; where absent, the element is empty. */
export function element(name: string, attributes: Readonly<Record<string, string | number>>, content?: string): string {
  // Line ends in attributes would be read as blanks.
  const written = Object.entries(attributes).map(
    ([attribute, value]) => ` ${attribute}="${escaped(String(value)).replace(/\n/g, '&#10;')}"`,
  );
  const start = `<${name}${written.join('')}`;
  return content === undefined ? `${start}/>` : `${start}>${content}</${name}>`;
}
