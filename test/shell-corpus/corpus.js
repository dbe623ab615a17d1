/** What the recorder of real programs and the test of the simulated ones have in common. */
import { fileURLToPath } from 'node:url';

export const FOLDER = fileURLToPath(new URL('../../fixtures/shell', import.meta.url));

export const PROJECT = 'bbbbbbbb-0000-4000-8000-000000000001';
export const HOME = `/projects/${PROJECT}`;

/** Where the script is; the real name is another for each run. */
export const SCRIPT = '/tmp/script';

/** When the files were laid out. */
export const LAID_OUT = '2020-09-17T03:08:33.230Z';

/** As a project's programs find it. */
export const ENVIRONMENT = {
  COCALC_PROJECT_ID: PROJECT,
  HOME,
  HOSTNAME: `project-${PROJECT}`,
  LANG: 'C.UTF-8',
  LOGNAME: 'user',
  PATH: `${HOME}/bin:${HOME}/.local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
  SHELL: '/bin/bash',
  TERM: 'dumb',
  USER: 'user',
};

/** A file in words: text, or bytes in base64. What packers write holds times and depends on their version. */
export function describe(path, content, mode) {
  if (/\.(?:gz|tgz|tar)$/.test(path)) return { packed: true, mode };
  const bytes = Buffer.from(content);
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? { text, mode } : { base64: bytes.toString('base64'), mode };
}

/** What there is afterwards that was not there before, and `null` for what is gone. */
export function changesBetween(before, after) {
  const changed = Object.keys({ ...before, ...after })
    .filter((path) => JSON.stringify(before[path]) !== JSON.stringify(after[path]))
    .sort();
  return Object.fromEntries(changed.map((path) => [path, after[path] ?? null]));
}
