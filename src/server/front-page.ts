/** The page that a browser shows of a server. It needs nothing but itself. */
import { escaped } from '../core/markup.ts';
import { PAGE_STYLE, policyHash, styledPage } from '../core/page.ts';
import type { Cast } from './cast.ts';

/** What there is to tell. */
export interface Front {
  readonly version: string;
  readonly url: string;
  readonly world: string;
  readonly profile: string;
  /** The hub's time as ISO text. */
  readonly time: string;
  readonly accounts: Cast['accounts'];
  /** As they are by now; the first of them. */
  readonly projects: readonly { readonly project_id: string; readonly title: string; readonly state: string }[];
  /** How many there are in all. */
  readonly counts: { readonly accounts: number; readonly projects: number };
  /** Where other worlds are, with a name in place of `NAME`. */
  readonly worlds: string;
  /** Where the control plane of the world is, if there is one. */
  readonly control: string | null;
  /** For a shell. */
  readonly first_call: string;
  /** Whether keys are left out, since whoever asks does so from another computer. */
  readonly keys_left_out: boolean;
}

/** Without it the buttons would do nothing, so it makes them. */
const SCRIPT = `
for (const code of document.querySelectorAll('[data-copy]')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.setAttribute('aria-label', 'Copy ' + code.dataset.copy);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = 'Selected';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
  code.after(' ', button);
}
`;

/** The page runs this script and no other, loads nothing, and stands in no other page. */
export const PAGE_POLICY = `default-src 'none'; style-src ${policyHash(PAGE_STYLE)}; script-src ${policyHash(SCRIPT)}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export function frontPage(front: Front): string {
  const { version, url, world, profile, time } = front;
  const place = new URL(url).pathname.replace(/\/$/, '');
  const control = front.control === null ? '' : ` · <a href="${escaped(place)}/__admin/">Control plane</a>`;
  const content = `<h1>cocalc-mock-hub <small>${escaped(version)}</small></h1>
<p class="soft">A simulated CoCalc hub runs here. All it knows is in memory, and gone when it ends.</p>
<dl>
<dt>Address</dt><dd>${copied(url, 'the address')}</dd>
<dt>World</dt><dd>${escaped(world)}</dd>
<dt>Profile</dt><dd>${escaped(profile)}</dd>
<dt>Its time</dt><dd>${escaped(time)}</dd>
</dl>
<h2>A first call</h2>
<pre><code data-copy="the call">${escaped(front.first_call)}</code></pre>
${accounts(front)}
${projects(front)}
<h2>More</h2>
<p>A hub for each test, made when it is first used: ${copied(front.worlds, 'the address of a world')}</p>
<p><a href="${escaped(place)}/openapi.json">All calls as OpenAPI</a> · <a href="${escaped(place)}/health">Health</a>${control} · documentation: <code>README.md</code> of the package, <code>npx cocalc-mock-hub --help</code></p>`;
  return styledPage(`cocalc-mock-hub · ${escaped(world)}`, content, SCRIPT);
}

function accounts({ accounts: all, counts, keys_left_out }: Front): string {
  const rows = all.map(({ name, email_address, api_key, admin }) => [
    `${escaped(name)}${admin ? ' <small>site admin</small>' : ''}`,
    api_key === null ? '' : copied(api_key, `the key of ${name}`),
    escaped(email_address ?? ''),
  ]);
  const note = keys_left_out ? '<p class="soft">Keys are shown on the computer on which the hub runs.</p>' : '';
  return `<h2>Accounts and their keys</h2>\n${note}${table(['Name', 'Key', 'Email address'], rows, counts.accounts)}`;
}

function projects({ projects: all, counts }: Front): string {
  const rows = all.map(({ project_id, title, state }) => [
    escaped(title),
    copied(project_id, 'the id of the project'),
    escaped(state),
  ]);
  return `<h2>Projects</h2>\n${table(['Title', 'Id', 'State'], rows, counts.projects)}`;
}

function copied(text: string, what: string): string {
  return `<code data-copy="${escaped(what)}">${escaped(text)}</code>`;
}

/** @param rows cells of markup. */
function table(headings: readonly string[], rows: readonly (readonly string[])[], count: number): string {
  if (rows.length === 0) return '<p class="soft">None.</p>';
  const cells = (name: string, row: readonly string[]) => row.map((cell) => `<${name}>${cell}</${name}>`).join('');
  const more = count > rows.length ? `<p class="soft">… and ${count - rows.length} more.</p>` : '';
  const lines = rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('\n');
  return `<table>\n<thead><tr>${cells('th', headings)}</tr></thead>\n<tbody>\n${lines}\n</tbody>\n</table>${more}`;
}
