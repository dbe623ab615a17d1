/** `doctest API_JSON`: runs the curl examples of a published description at a hub of the world they speak of. */

import { exampleSetting, startExampleStage } from '../check/example-stage.ts';
import {
  type ExampleResult,
  type ExampleSetting,
  runExamples,
  strays,
} from '../conformance/suites/printed-examples.ts';
import { readDescription } from '../contracts/description.ts';
import { type Example, examplesOf } from '../contracts/examples.ts';
import { loadTextFile } from '../server/text-file.ts';

/** @returns the exit code: 0 when every example came out as printed or is excused, and at least one ran. */
export async function doctest(file: string): Promise<number> {
  const examples = examplesOf(readDescription(loadTextFile(file), file));
  const setting = exampleSetting();
  const stray = strays(examples, setting);
  for (const { event, number } of stray) console.log(`✗ the setting speaks of ${event}, example ${number}: none such`);

  const results = await runAtServer(examples, setting);
  for (const result of results) report(result);

  const count = (verdict: ExampleResult['verdict']) => results.filter((result) => result.verdict === verdict).length;
  const [run, failed] = [count('passed') + count('failed'), count('failed') + stray.length];
  console.log(`examples: ${run} run, ${count('excused')} excused, ${failed} failed`);
  return failed > 0 || run === 0 ? 1 : 0;
}

async function runAtServer(examples: readonly Example[], setting: ExampleSetting): Promise<ExampleResult[]> {
  const { target, close } = await startExampleStage('documented');
  try {
    return await runExamples(examples, setting, target);
  } finally {
    await close();
  }
}

function report({ example, verdict, reasons }: ExampleResult): void {
  const mark = { passed: '✓', failed: '✗', excused: '-' }[verdict];
  console.log(`${mark} ${example.describes}, example ${example.number}`);
  for (const repair of example.repairs) console.log(`    put right: ${repair}`);
  for (const reason of reasons) console.log(`    ${verdict === 'excused' ? 'excused: ' : ''}${reason}`);
}
