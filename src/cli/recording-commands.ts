/** The commands about recordings, each loaded when it runs. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RecordOptions } from './record.ts';
import type { ReplayCommandOptions } from './replay.ts';
import { wholeNumber } from './values.ts';

export function addRecordingCommands(program: Command, version: string): void {
  program
    .command('record')
    .description('passes requests on to a hub, and writes down what passes, without secrets')
    .requiredOption('--target <url>', 'the hub', httpUrl)
    .requiredOption('--out <file>', 'the recording to write, as HAR 1.2')
    .addOption(
      new Option('--port <number>', 'port to listen at; 0 picks a free one')
        .argParser(wholeNumber(0, 65_535))
        .default(0),
    )
    .addOption(
      new Option('--body-limit <bytes>', 'largest body to write down')
        .argParser(wholeNumber(1, 1_073_741_824))
        .default(3_145_728),
    )
    .action(async (options: RecordOptions) => {
      process.exitCode = await (await import('./record.ts')).recordCommand(options, version);
    });

  program
    .command('replay')
    .description('sends recorded requests again, and tells which answers are not as recorded')
    .argument('<recording...>', 'files, as HAR 1.2; setting.json beside them tells whose keys they have')
    .option('--world <name>', 'what the mock starts with, in place of what the setting names')
    .addOption(
      new Option('--profile <name>', 'of the mock, in place of what the setting says').choices([
        'documented',
        'observed',
      ]),
    )
    .addOption(
      new Option('--v2 <build>', 'of API v2 of the mock, in place of what the setting says').choices([
        'production',
        'development',
      ]),
    )
    .addOption(
      new Option('--caches <kind>', 'of the mock: real, as of the hubs that are recorded, or none').choices([
        'real',
        'none',
      ]),
    )
    .addOption(
      new Option(
        '--against <url>',
        'send to this hub; keys come from variables, as COCALC_KEY_ADMIN for {{ADMIN_KEY}}',
      ).argParser(httpUrl),
    )
    .option('--excuses <file>', 'a setting in place of setting.json: what cannot be as recorded, and why')
    .addOption(new Option('--report <format>', 'how to tell it').choices(['text', 'json', 'markdown']).default('text'))
    .option('--out <file>', 'write the report there')
    .action(async (files: string[], options: ReplayCommandOptions) => {
      process.exitCode = await (await import('./replay.ts')).replayCommand(files, options);
    });
}

function httpUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('Give the URL of a hub, such as https://hub.example.');
}
