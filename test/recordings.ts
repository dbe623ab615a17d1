/** The recordings of this project, replayed once for all tests of a file. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replayAtMock } from '../src/cli/replay-at-mock.ts';
import { readHar } from '../src/conformance/recordings/har.ts';
import { type ReplaySetting, readSetting } from '../src/conformance/recordings/replay-setting.ts';
import { judge, type ReplayVerdict } from '../src/conformance/recordings/replay-verdict.ts';

const FOLDER = 'fixtures/recordings';

let replayed: Promise<ReplayVerdict> | undefined;

export function recordingsVerdict(): Promise<ReplayVerdict> {
  replayed ??= replayAll();
  return replayed;
}

/** The same where the order of all lists counts. */
export function inOrderVerdict(): Promise<ReplayVerdict> {
  return replayAll({ unordered: {} });
}

export function recordingSetting(): ReplaySetting {
  return readSetting(readFileSync(join(FOLDER, 'setting.json'), 'utf8'), 'setting.json');
}

async function replayAll(changes: Partial<ReplaySetting> = {}): Promise<ReplayVerdict> {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.har'));
  const exchanges = files.flatMap((file) => readHar(readFileSync(join(FOLDER, file), 'utf8'), file));
  const setting = { ...recordingSetting(), ...changes };
  return judge(await replayAtMock(exchanges, { setting, folder: FOLDER }), setting.excuses);
}
