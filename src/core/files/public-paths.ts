/** Shared paths of projects, and what they make public. */
import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { refuse } from '../errors.ts';
import type { Json } from '../json.ts';
import type { HubState } from '../state.ts';

/** The id that a shared path has: 40 hexadecimal digits. [smc-util/db-schema/public-paths.ts] */
export function publicPathId(project_id: string, path: string): string {
  return bytesToHex(sha1(utf8ToBytes(project_id + path)));
}

/** Whether something that the project shares contains `path`, be it there or not. For many paths: `publicTest`. */
export function isPublicPath(state: HubState, project_id: string, path: string): boolean {
  return publicTest(state, project_id)?.(path) ?? false;
}

/**
 * What tells of one path after another whether it is public; `undefined` for a project that shares nothing at all.
 *
 * Unlisted paths and those with a token count like any other. A path with `../` is never public.
 *
 * @see [smc-util/misc.js containing_public_path], [postgres-server-queries.coffee has_public_path, path_is_public]
 */
export function publicTest(state: HubState, project_id: string): ((path: string) => boolean) | undefined {
  const shared = enabledPaths(state, project_id);
  if (shared.length === 0) return undefined;
  return (path) => !path.includes('../') && shared.some((container) => isContained(path, container));
}

/** Compares texts: `A` contains itself, what begins with `A/`, and `A.zip`, `A.zip.zip`, …; `''` contains everything. */
function isContained(path: string, container: string): boolean {
  if (container === '') return true;
  return path.startsWith(container) && /^(\/|(\.zip)*$)/.test(path.slice(container.length));
}

function enabledPaths(state: HubState, project_id: string): string[] {
  return state.publicPaths
    .allBy('project', project_id)
    .filter(({ disabled }) => disabled !== true)
    .map(({ path }) => path);
}

/** The path that a request for something public names. @throws Refusal `never_answers` where it is no text. */
export function publicPathIn(path: Json | undefined): string {
  if (typeof path !== 'string') throw refuse('never_answers', { what: 'a public path that is no text' });
  return path;
}
