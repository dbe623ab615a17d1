/** A reader of XML that forgives nothing: enough to tell whether a document is well-formed, and what is in it. */

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** All text in it, its children's too. */
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#10': '\n' };

/** The root element. @throws Error for what is not well-formed */
export function parseXml(document: string): Element {
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(document)) throw new Error('a character that XML forbids');
  const start = document.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n|^<!DOCTYPE html>\n/, '');
  const { element, rest } = readElement(start);
  if (rest.trim() !== '') throw new Error(`behind the root: ${rest.slice(0, 50)}`);
  return element;
}

function readElement(source: string): { element: Element; rest: string } {
  const start = /^<([A-Za-z][\w-]*)((?: [\w-]+="[^"<\n]*")*)(\/?)>/.exec(source);
  if (start === null) throw new Error(`no element: ${source.slice(0, 50)}`);
  const [tag, name = '', written = '', empty] = start;
  const attributes: Record<string, string> = {};
  for (const [, attribute = '', value = ''] of written.matchAll(/ ([\w-]+)="([^"]*)"/g)) {
    if (attribute in attributes) throw new Error(`${name}: two attributes ${attribute}`);
    attributes[attribute] = decoded(value);
  }
  let rest = source.slice(tag.length);
  const children: Element[] = [];
  let text = '';
  if (empty === '/') return { element: { name, attributes, children, text }, rest };
  for (;;) {
    const [plain = ''] = /^[^<]*/.exec(rest) ?? [];
    text += decoded(plain);
    rest = rest.slice(plain.length);
    const end = `</${name}>`;
    if (rest.startsWith(end)) return { element: { name, attributes, children, text }, rest: rest.slice(end.length) };
    const inner = readElement(rest);
    children.push(inner.element);
    text += inner.element.text;
    rest = inner.rest;
  }
}

function decoded(text: string): string {
  return text.replace(/&([^;&]*);?/g, (whole, name: string) => {
    const character = whole.endsWith(';') ? ENTITIES[name] : undefined;
    if (character === undefined) throw new Error(`no entity: ${whole}`);
    return character;
  });
}

/** All elements of the name, wherever they are in it. */
export function elements(root: Element, name: string): Element[] {
  return [...(root.name === name ? [root] : []), ...root.children.flatMap((child) => elements(child, name))];
}
