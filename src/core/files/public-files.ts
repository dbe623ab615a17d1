/** What is public of a project's files, to those who know it exists. [smc-hub/client.coffee; smc-hub/kucalc/compute-client.coffee] */
import { deviates } from '../deviations.ts';
import { refuse } from '../errors.ts';
import type { Json } from '../json.ts';
import type { HubState } from '../state.ts';
import { FileError } from './file-error.ts';
import { directoryAt, type Listing, type ListingOptions, listing, targetAt } from './listing.ts';
import { baseName, homeOf, parentOf, withoutSlashes } from './paths.ts';
import { asUtf8, MAY_READ, placeAtHome } from './project-files.ts';
import { isDirectory, isFile, type Node } from './tree.ts';

/** The most bytes of a public file that can be read. [smc-hub/client.coffee mesg_public_get_text_file] */
const LARGEST = 20_000_000;

/**
 * The listing of the directory at `path`: all of it if the directory is public, else only what `isPublic` lets through.
 *
 * @throws Refusal as `listing`, and by name for a path that production asks for as another.
 */
export function publicListing(
  state: HubState,
  project_id: string,
  path: string,
  options: ListingOptions & { readonly isPublic: (path: string) => boolean },
): Listing {
  refuseUnencoded(state, path);
  const { isPublic } = options;
  const whole = listing(state, project_id, path, options);
  if (isPublic(path)) return whole;
  const files = 'files' in whole ? whole.files : [];
  return { ...whole, files: files.filter(({ name }) => isPublic(path === '' ? name : `${path}/${name}`)) };
}

/**
 * The text of the public file at `path`, read as UTF-8.
 *
 * The hub looks for the file in the listing of its directory, then fetches it from the project's web server.
 *
 * @throws Refusal `no_file_name`, `not_in_listing` or `never_served`; by name where that web server has no file to give.
 * @see [smc-hub/kucalc/compute-client.coffee read_file]
 */
export function readPublicTextFile(state: HubState, project_id: string, path: string): string {
  const file = withoutSlashes(path);
  if (file === '') throw refuse('no_file_name');
  const asked = askedFor(state, path);
  const listed = listedNode(state, project_id, file);
  const node = asked === path ? listed : servedNode(state, project_id, asked);
  if (isFile(node) && file === path && (node.mode & MAY_READ) !== 0) return asUtf8(node.content);
  throw refuse('unsimulated', {
    what: `reading '${path}' in public`,
    why: isDirectory(node)
      ? 'a hub answers with what the web server of the project shows of a directory'
      : 'a hub tries for half a minute, since the web server of the project does not serve it',
  });
}

function listedNode(state: HubState, project_id: string, path: string): Node {
  const place = `${homeOf(state, project_id)}/${parentOf(path)}`;
  const name = baseName(path);
  const directory = directoryAt(state, project_id, place);
  const node = directory instanceof FileError ? undefined : directory.entries.get(name);
  if (node === undefined) throw refuse('not_in_listing');
  const target = targetAt(state, project_id, `${place}/${name}`, node);
  if (isFile(target) && target.content.length > LARGEST) throw refuse('not_in_listing');
  // Its entry in the listing has no size.
  if (isDirectory(target) && (target.mode & MAY_READ) === 0) throw refuse('not_in_listing');
  return target;
}

/** The path for which production asks the project's web server: that of a URL of which the path is a part as it is. */
function askedFor(state: HubState, path: string): string {
  if (!deviates(state, 'unencoded_public_path')) return path;
  refuseUnsendable(path);
  refuseBlanks(path);
  // Before the query and the fragment, with the slashes of other systems taken for slashes. [Node's url.parse]
  const [inUrl = ''] = path.split(/[?#]/);
  try {
    return decodeURIComponent(inUrl.replaceAll('\\', '/'));
  } catch {
    throw neverServed('ERROR: statusCode 500');
  }
}

/** What the web server has at another path than the one that was listed. */
function servedNode(state: HubState, project_id: string, path: string): Node {
  try {
    const { node } = placeAtHome(state, project_id, `${homeOf(state, project_id)}/${path}`);
    if (node !== undefined) return node;
  } catch (thrown) {
    if (!(thrown instanceof FileError)) throw thrown;
  }
  throw neverServed('ERROR: statusCode 404');
}

/** A hub says so after half a minute; here nobody waits. [smc-util/misc.js retry_until_success] */
function neverServed(fault: Json) {
  return refuse('never_served', { fault });
}

/** Production puts the path into a URL as it is, where some characters mean something else. */
function refuseUnencoded(state: HubState, path: string): void {
  if (!deviates(state, 'unencoded_public_path')) return;
  refuseUnsendable(path);
  refuseBlanks(path);
  if (/[?#%\\]/.test(path)) throw unencoded(path);
}

/** What no path of HTTP can hold is not sent at all. [node http.request] */
function refuseUnsendable(path: string): void {
  const [sent = ''] = path.split('#');
  if (/[^\0-\xff]/.test(sent)) throw neverServed({ code: 'ERR_UNESCAPED_CHARACTERS' });
}

function refuseBlanks(path: string): void {
  if (/^\s|\s$/.test(path)) throw unencoded(path);
}

function unencoded(path: string) {
  return refuse('unsimulated', {
    what: `the public path ${JSON.stringify(path)}`,
    why: 'a hub puts it into a URL without encoding it, which then asks for something else',
  });
}
