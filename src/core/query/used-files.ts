/** Files that an account used, as its uses are noted. [next/pages/api/v2/file-access.ts; server/projects/filename-search.ts] */
import { sqlText } from '../database/database.ts';
import { instantBefore } from '../database/intervals.ts';
import { substringPattern } from '../database/like.ts';
import { compareTexts } from '../database/order.ts';
import { type Instant, iso } from '../instant.ts';
import type { Json, JsonObject } from '../json.ts';
import { findProject } from '../projects/projects.ts';
import type { HubState } from '../state.ts';
import { isTruthy } from '../values.ts';

interface UsedFile {
  readonly project_id: string;
  readonly path: string;
  readonly last: Instant;
}

function usedFiles(state: HubState, account_id: string): UsedFile[] {
  return state.file_access.allBy('account_id', account_id).flatMap(({ project_id, path, times }) => {
    const [last] = times as readonly Instant[];
    return last === undefined ? [] : [{ project_id: String(project_id), path: String(path), last }];
  });
}

/** Those used within the interval, a day if none is given, by the titles of their projects and their paths. */
export function recentFiles(state: HubState, account_id: string, interval: Json | undefined): JsonObject[] {
  const since = instantBefore(state.now, isTruthy(interval) ? sqlText(interval as Json) : '1 day');
  return usedFiles(state, account_id)
    .filter(({ last }) => last >= since)
    .flatMap(({ path, project_id }) => {
      const project = findProject(state, project_id);
      return project === undefined ? [] : [{ path, project_id, title: project.title }];
    })
    .sort((one, other) => compareTexts(one.title ?? '', other.title ?? '') || compareTexts(one.path, other.path));
}

const MOST_FOUND = 100;

/** Those whose names contain the text, the one used last first; each name once. Without a text there are none. */
export function filesNamed(state: HubState, account_id: string, search: Json | undefined): JsonObject[] {
  if (search == null) return [];
  const pattern = substringPattern(sqlText(search).toLowerCase());
  const found = usedFiles(state, account_id)
    .filter(({ path }) => pattern.matches(path.toLowerCase()))
    .sort((one, other) => other.last - one.last);
  const once = new Map(found.toReversed().map((file) => [file.path, file]));
  return found
    .filter((file) => once.get(file.path) === file)
    .slice(0, MOST_FOUND)
    .map(({ project_id, path, last }) => ({ project_id, filename: path, time: iso(last) }));
}
