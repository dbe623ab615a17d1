/** The commands about traces, each loaded when it runs. */
import { type Command, Option } from 'commander';
import { wholeNumber } from './values.ts';

export function addTraceCommands(program: Command): void {
  const trace = program.command('trace').description('shows a trace of a hub, goes on from it, or makes a test of it');

  trace
    .command('list', { isDefault: true })
    .description('lists the calls of a trace, and says of those that were refused why')
    .argument('<file>', 'what hub.dump() or a test that failed has written')
    .action(async (file: string) => {
      const { traceList } = await import('./trace.ts');
      process.stdout.write(await traceList(file));
    });

  trace
    .command('serve')
    .description('starts a hub as it was when a call of the trace was answered')
    .argument('<file>', 'the trace')
    .addOption(
      new Option('--at <call>', 'the number of the call; the last one by default').argParser(
        wholeNumber(0, 1_000_000_000),
      ),
    )
    .addOption(
      new Option('--port <number>', 'port to listen at; 0 picks a free one')
        .argParser(wholeNumber(0, 65_535))
        .default(0),
    )
    .action(async (file: string, options: { readonly at?: number; readonly port: number }) => {
      const { traceServe } = await import('./trace.ts');
      await traceServe(file, options);
    });

  trace
    .command('test')
    .description('prints a test for Vitest that makes the calls of the trace again and expects the same answers')
    .argument('<file>', 'the trace')
    .action(async (file: string) => {
      const { traceTest } = await import('./trace.ts');
      process.stdout.write(await traceTest(file));
    });
}
