/** A mock in the world that the printed examples speak of. */
import { readFileSync } from 'node:fs';
import type { ExampleStage } from '../conformance/suites/examples.ts';
import type { ExampleSetting } from '../conformance/suites/printed-examples.ts';
import type { CurlRequest } from '../contracts/curl.ts';
import type { JsonObject } from '../core/json.ts';
import type { Profile } from '../core/settings.ts';
import { packageUrl } from '../hub/programs.ts';
import { buildWorld } from '../hub/world.ts';
import { protagonist, startServer } from '../server/index.ts';

const SETTING = packageUrl('fixtures/api-examples.json');

export function exampleSetting(): ExampleSetting {
  return JSON.parse(readFileSync(SETTING, 'utf8')) as ExampleSetting;
}

export async function startExampleStage(profile: Profile): Promise<ExampleStage & { close(): Promise<void> }> {
  const server = await startServer({ world: 'api-examples', port: 0, profile });
  const fresh = server.hub.state;
  const withOwn = (parts: JsonObject) => buildWorld({ ...server.world.world, ...parts }, { now: fresh.now, profile });
  return {
    setting: exampleSetting(),
    key: protagonist(server.cast).account?.api_key ?? '',
    target: {
      reset: (parts) => server.hub.restore(parts === undefined ? fresh : withOwn(parts)),
      send: (request) => send(server.url, request),
    },
    close: () => server.close(),
  };
}

async function send(base: string, { method, url, headers, body }: CurlRequest): Promise<string> {
  const path = new URL(url).pathname;
  const response = await fetch(new URL(path, base), { method, headers, ...(body === '' ? {} : { body }) });
  return response.text();
}
