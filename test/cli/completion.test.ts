/** The script that completes the command in shells. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { run } from './command.ts';

/** What bash offers behind these words, the last of which is incomplete. */
async function offered(...words: readonly string[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'completion-'));
  const command = join(folder, 'cocalc-mock-hub');
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${resolve('dist/cli/main.js')}' "$@"\n`);
  chmodSync(command, 0o755);
  const { stdout: script } = await run(['completion', 'bash']);
  const line = ['cocalc-mock-hub', ...words];
  // The one function that the script takes from the package bash-completion, as far as it needs it.
  const ask = `${script}
    _get_comp_words_by_ref() { cur="\${COMP_WORDS[COMP_CWORD]}"; words=("\${COMP_WORDS[@]}"); cword=$COMP_CWORD; }
    COMP_WORDS=(${line.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}
    entry=$(complete -p cocalc-mock-hub); called=\${entry#*-F }; \${called%% *}
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
  const { stdout } = await promisify(execFile)('bash', ['-c', ask], { env });
  return stdout
    .split('\n')
    .filter((one) => one !== '')
    .map((one) => one.split(/\s/)[0] as string);
}

test('bash completes commands and their options', async () => {
  expect(await offered('s')).toEqual(['serve', 'sweep']);
  expect(await offered('serve', '--po')).toEqual(['--port']);
  expect(await offered('contracts', 'cov')).toEqual(['coverage']);
});

test.each(['zsh', 'fish', 'powershell'])('there is a script for %s', async (shell) => {
  const { code, stdout } = await run(['completion', shell]);

  expect([code, stdout]).toEqual([0, expect.stringContaining('cocalc-mock-hub')]);
});

test('a shell that is not known is refused with those that are', async () => {
  const { code, stdout, stderr } = await run(['completion', 'tcsh']);

  expect([code, stdout]).toEqual([2, '']);
  for (const shell of ['bash', 'zsh', 'fish']) expect(stderr).toContain(shell);
});
