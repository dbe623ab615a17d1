/** `doctest API_JSON`: runs the curl examples of a published description at a hub of the world they speak of. */
import { readFileSync } from 'node:fs';
import { type ExampleResult, type ExampleSetting, runExamples, strayExcuses } from '../conformance/examples.ts';
import type { CurlRequest } from '../contracts/curl.ts';
import { readDescription } from '../contracts/description.ts';
import { type Example, examplesOf } from '../contracts/examples.ts';
import { startServer } from '../server/index.ts';

const SETTING = new URL('../../fixtures/api-examples.json', import.meta.url);

/** @returns the exit code: 0 when every example came out as printed or is excused, and at least one ran. */
export async function doctest(file: string): Promise<number> {
  const examples = examplesOf(readDescription(readFileSync(file, 'utf8'), file));
  const setting = JSON.parse(readFileSync(SETTING, 'utf8')) as ExampleSetting;
  const stray = strayExcuses(examples, setting.excuses);
  for (const { event, number } of stray)
    console.log(`✗ the excuse of ${event}, example ${number}, speaks of no example`);

  const results = await runAtServer(examples, setting);
  for (const result of results) report(result);

  const count = (verdict: ExampleResult['verdict']) => results.filter((result) => result.verdict === verdict).length;
  const [run, failed] = [count('passed') + count('failed'), count('failed') + stray.length];
  console.log(`examples: ${run} run, ${count('excused')} excused, ${failed} failed`);
  return failed > 0 || run === 0 ? 1 : 0;
}

async function runAtServer(examples: readonly Example[], setting: ExampleSetting): Promise<ExampleResult[]> {
  const server = await startServer({ world: 'api-examples', port: 0 });
  const fresh = server.hub.state;
  try {
    return await runExamples(examples, setting, {
      reset: () => server.hub.restore(fresh),
      send: (request) => send(server.url, request),
    });
  } finally {
    await server.close();
  }
}

async function send(base: string, { method, url, headers, body }: CurlRequest): Promise<string> {
  const path = new URL(url).pathname;
  const response = await fetch(new URL(path, base), { method, headers, ...(body === '' ? {} : { body }) });
  return response.text();
}

function report({ example, verdict, reasons }: ExampleResult): void {
  const mark = { passed: '✓', failed: '✗', excused: '-' }[verdict];
  console.log(`${mark} ${example.describes}, example ${example.number}`);
  for (const repair of example.repairs) console.log(`    put right: ${repair}`);
  for (const reason of reasons) console.log(`    ${verdict === 'excused' ? 'excused: ' : ''}${reason}`);
}
