/** The subcommands of `contracts`, each loaded when it runs. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Format } from './contracts.ts';

const FORMATS = ['text', 'json', 'markdown'];

export function addContractCommands(program: Command, version: string): void {
  const contracts = program.command('contracts').description('derives, compares and exports what the API promises');
  contracts.allowExcessArguments().action((_options, { args: [stray], commands }: Command) => {
    const names = commands.map((one) => one.name()).join(', ');
    throw new InvalidArgumentError(
      stray === undefined
        ? `give a command of contracts: ${names}`
        : `unknown command '${stray}' of contracts: there are ${names}`,
    );
  });
  const format = () => new Option('--format <name>', 'how to print it').choices(FORMATS).default('text');

  contracts
    .command('derive')
    .description('writes the contracts that a published API description makes')
    .argument('<description>', 'the description, as JSON')
    .option('--out <folder>', 'where to', 'contracts')
    .action(async (file: string, options: { out: string }) => {
      process.exitCode = await (await import('./contracts.ts')).derive(file, options);
    });

  contracts
    .command('coverage')
    .description('tells what is documented of each operation, shown by example, or supplemented')
    .argument('[folder]', 'contracts; those of this package by default')
    .addOption(format())
    .action(async (folder: string | undefined, options: { format: Format }) => {
      process.exitCode = await (await import('./contracts.ts')).coverage(folder, options);
    });

  contracts
    .command('diff')
    .description('tells what changed between two descriptions, or two folders of contracts')
    .argument('<old>', 'a description, or a folder of contracts')
    .argument('<new>', 'another one')
    .addOption(format())
    .addOption(new Option('--fail-on <severity>', 'exit with 1 where there is such a change').choices(['breaking']))
    .action(async (old: string, next: string, options: { format: Format; failOn?: 'breaking' }) => {
      process.exitCode = await (await import('./contracts.ts')).diff(old, next, options);
    });

  contracts
    .command('openapi')
    .description('prints the API as an OpenAPI 3.1 document')
    .argument('[folder]', 'contracts; those of this package by default')
    .action(async (folder?: string) => {
      process.exitCode = await (await import('./contracts.ts')).openapi(folder, version);
    });
}
