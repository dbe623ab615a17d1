/** What a server says of itself when it is up. */
import { firstCall } from '../server/first-call.ts';
import type { RunningServer } from '../server/index.ts';
import { isLoopback } from '../server/loopback.ts';
import type { HubSettings } from './options.ts';
import { alignedRows } from './table.ts';

/** As one line, for programs. */
export function jsonLine({ url, world, cast, hub }: RunningServer): string {
  return `${JSON.stringify({ url, world: world.name, profile: hub.state.profile, ...cast })}\n`;
}

/** What somebody should know before using it. */
export function warnings({ world }: RunningServer, { host, commands }: WarnedOf): string[] {
  const real = commands.kind === 'simulated' ? [] : [REAL_PROGRAMS];
  const open = `warning: ${host} can be reached from other computers, and the keys of this hub are known to everybody`;
  return [...world.notes, ...real, ...(isLoopback(host) ? [] : [open])];
}

type WarnedOf = Pick<HubSettings, 'host' | 'commands'>;

const REAL_PROGRAMS =
  'note: commands are real programs, in real time; the same seed gives the same answers only as far as they do';

/** How many accounts and projects are shown; more make nobody wiser. */
const MOST_ROWS = 12;

/** For people: where the hub is, who can call it, and a first call to paste. */
export function announcement(
  server: RunningServer,
  { version, colours }: { version: string; colours: boolean },
): string {
  const { url, world, cast, hub } = server;
  const bold = (text: string) => (colours ? `\u001b[1m${text}\u001b[22m` : text);
  const accounts = cast.accounts.map(({ name, api_key, email_address, admin }) => [
    name,
    api_key ?? '(no key)',
    email_address ?? '',
    admin ? 'site admin' : '',
  ]);
  const projects = cast.projects.map(({ project_id, owner, title }) => [project_id, owner ?? '', title]);
  return `cocalc-mock-hub ${version}: world ${world.name}, profile ${hub.state.profile}

${bold(url)}
${section('Accounts and their keys', accounts)}${section('Projects and their owners', projects)}
A first call, to paste into another terminal:

  ${bold(firstCall(url, cast))}

${worldLines(server)}Ctrl+C ends the hub.
`;
}

/** How tests that run beside each other get a hub each, and what drives them. */
function worldLines({ url, admin, worlds }: RunningServer): string {
  const made = worlds === 'open' ? 'made when it is first used' : 'once it is declared';
  const control = admin ? `, driven at ${url}/__admin` : '';
  return `A hub for each test, ${made}: ${url}/w/NAME${control}\n\n`;
}

function section(heading: string, rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const more = rows.length > MOST_ROWS ? `\n  … and ${rows.length - MOST_ROWS} more; --json lists all` : '';
  return `\n${heading}:\n\n${alignedRows(rows.slice(0, MOST_ROWS))}${more}\n`;
}
