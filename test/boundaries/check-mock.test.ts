/** The whole check at a mock of each profile, as the command runs it: minutes long. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run, withoutProgress } from '../cli/command.ts';
import { folderWith } from '../server/folder.ts';

test.for(['documented', 'observed'])(
  'a mock of profile %s conforms, and the reports are written',
  { timeout: 300_000 },
  async (profile) => {
    const folder = folderWith({});

    const { code, stdout, stderr } = await run([
      ...['check', 'mock', '--profile', profile, '--report', 'junit,html,json,ndjson,markdown,github'],
      ...['--report-dir', join(folder, 'reports')],
    ]);

    expect({ code, stderr: withoutProgress(stderr) }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Plan for http:\/\/127/);
    expect(stdout).toMatch(/conforms \(exit code 0\)\n$/);
    expect(readdirSync(join(folder, 'reports')).sort()).toEqual([
      'annotations.txt',
      'junit.xml',
      'report.html',
      'report.json',
      'report.md',
      'report.ndjson',
    ]);
    const report = JSON.parse(readFileSync(join(folder, 'reports', 'report.json'), 'utf8'));
    expect(report.cases.filter(({ verdict }: { verdict: string }) => verdict === 'fail')).toEqual([]);
  },
);
