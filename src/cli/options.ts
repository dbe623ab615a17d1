/** The options of commands that start a hub. Each is also a variable: `--body-limit` is `COCALC_MOCK_BODY_LIMIT`. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Profile, RestBuild } from '../core/settings.ts';
import { ShapeError } from '../core/shape.ts';
import type { Clock } from '../hub/clock.ts';
import type { CommandOptions } from '../hub/effects/command-options.ts';
import { bubblewrapCommands, containerCommands } from '../hub/effects/sandboxed-commands.ts';
import type { WrittenStub } from '../hub/effects/stubs.ts';
import { optionMembers, type PatienceOptions } from '../hub/options.ts';
import { EXPECTED_TOKEN, isToken } from '../server/admin-token.ts';
import type { ServerOptions, WorldsMode } from '../server/index.ts';
import { SetupError } from '../server/setup-error.ts';
import { WORLD_LIMITS } from '../server/worlds/limits.ts';
import { patienceOptions } from './patience-options.ts';
import {
  type CommandsChoice,
  choiceOf,
  clock,
  commandsChoice,
  type GivenLimits,
  hostName,
  hostNames,
  limits,
  origins,
  someText,
  stubs,
  wholeNumber,
} from './values.ts';

export interface HubSettings extends PatienceOptions {
  readonly port: number;
  readonly host: string;
  readonly allowHost?: readonly string[];
  readonly allowOrigin?: readonly string[];
  readonly world: string;
  readonly seed: string;
  readonly profile: Profile;
  readonly v2: RestBuild;
  readonly clock: Clock;
  readonly commands: CommandsChoice;
  readonly network?: true;
  readonly stub?: readonly WrittenStub[];
  readonly limit?: GivenLimits;
  readonly notebooks: 'cold' | 'warm';
  /** Bytes. */
  readonly bodyLimit: number;
  /** Milliseconds. */
  readonly requestTimeout: number;
  /** Milliseconds. */
  readonly keepAliveTimeout: number;
  readonly connections: number;
  readonly worlds: WorldsMode;
  readonly worldsLimit: number;
  /** Milliseconds. */
  readonly worldIdle: number;
  /** Bytes. */
  readonly worldsMemory?: number;
  readonly admin: boolean;
  readonly adminToken?: string;
  readonly allFiles?: true;
  readonly strict?: true;
  readonly log?: true;
  readonly quiet?: true;
}

/** The settings as the server takes them. */
export function serverOptions(settings: HubSettings & { readonly json?: true }): ServerOptions {
  const {
    quiet: _quiet,
    json: _json,
    log,
    requestTimeout,
    keepAliveTimeout,
    connections,
    worldsLimit,
    worldIdle,
    worldsMemory,
    commands,
    network = false,
    stub,
    limit = {},
    notebooks,
    ...options
  } = settings;
  // Not where options are read, whose complaints repeat what was given: this is a secret.
  if (options.adminToken !== undefined && !isToken(options.adminToken)) {
    throw new SetupError('adminToken', `--admin-token: give ${EXPECTED_TOKEN}`);
  }
  const logging = log && { log: (line: string) => process.stderr.write(line) };
  return {
    ...options,
    ...logging,
    limits: { requestTimeoutMs: requestTimeout, keepAliveTimeoutMs: keepAliveTimeout, connections },
    worldLimits: { count: worldsLimit, idleMs: worldIdle, memoryBytes: worldsMemory },
    commands: limited(() => commandOptions(commands, network, limit.commands)),
    ...(stub && { stubs: stub }),
    notebooks: limited(() => optionMembers.notebooks({ early: notebooks === 'warm', ...limit.notebooks }, 'notebooks')),
  };
}

/** Bounds on commands, or what runs them in place of the simulated shell with the same bounds. */
function commandOptions(choice: CommandsChoice, network: boolean, bounds: CommandOptions = {}) {
  switch (choice.kind) {
    case 'bubblewrap':
      return bubblewrapCommands({ network, ...bounds });
    case 'container':
      return containerCommands(choice.image, { network, ...bounds });
    default:
      if (network)
        throw new SetupError('network', 'the simulated shell has none; give `--commands bubblewrap` as well');
      return optionMembers.commands(bounds, 'commands');
  }
}

/** @throws SetupError where a limit is none of those that there are. */
function limited<Value>(made: () => Value): Value {
  try {
    return made();
  } catch (thrown) {
    throw thrown instanceof ShapeError ? new SetupError('limit', thrown.message) : thrown;
  }
}

const HOUR_MS = 3_600_000;
const GIGABYTE = 1_073_741_824;
const YEAR_MS = 365 * 24 * HOUR_MS;
const MOST_WORLDS = 1_000_000;

/** @param port the default port. */
export function addHubOptions(command: Command, port: string): Command {
  const seed = (text: string) => String(wholeNumber(0, Number.MAX_SAFE_INTEGER)(text));
  return [
    option('-p, --port <number>', 'port to listen at; 0 picks a free one', port, portNumber),
    option('-H, --host <address>', 'address to listen at', '127.0.0.1', hostName),
    flag('--allow-host <names>', 'other names that it answers to, such as hub,*.example.com').argParser(hostNames),
    flag('--allow-origin <origins>', 'pages of other origins that may call, or * for any').argParser(origins),
    option('--world <name>', 'what to start with: a name from worlds, a JSON file, a folder', 'classroom', someText),
    option(
      '--worlds <mode>',
      'open: /w/NAME is made when first used; declared: only when asked for',
      'open',
      choiceOf('open', 'declared'),
    ),
    option(
      '--worlds-limit <number>',
      'worlds at most; of more, the one used least recently is dropped',
      String(WORLD_LIMITS.count),
      wholeNumber(1, MOST_WORLDS),
    ),
    option(
      '--world-idle <ms>',
      'time that a world stays which nobody uses',
      String(WORLD_LIMITS.idleMs),
      wholeNumber(1, YEAR_MS),
    ),
    flag('--worlds-memory <bytes>', 'memory from which on worlds are dropped; 70 % of the heap by default').argParser(
      wholeNumber(1, Number.MAX_SAFE_INTEGER),
    ),
    flag('--no-admin', 'without the control plane below /__admin'),
    flag('--admin-token <token>', 'opens the control plane to other computers, and to those alone who show this'),
    flag('--all-files', 'of a folder, take in hidden files and what .gitignore names'),
    option('--seed <number>', 'fixes all chance: ids, keys, tokens', '0', seed),
    option(
      '--profile <name>',
      'documented or observed: which API wins',
      'documented',
      choiceOf('documented', 'observed'),
    ),
    option(
      '--v2 <build>',
      'of API v2: production, or development, which holds requests to the description',
      'production',
      choiceOf('production', 'development'),
    ),
    option('--clock <time>', 'system, or an ISO time to stand still at', 'system', clock),
    ...patienceOptions().map(withVariable),
    option(
      '--commands <kind>',
      'simulated, or real programs: bubblewrap, container=IMAGE',
      'simulated',
      commandsChoice,
    ),
    flag('--stub <json>', 'answers a command: {"command": "make", "stdout": "done\\n"}, or a list').argParser(stubs),
    flag('--limit <name=number>', 'of commands or notebooks, as commands.maxBusyMs=20000').argParser(limits),
    flag('--network', 'let commands that are real programs reach the network'),
    option(
      '--notebooks <start>',
      'warm: start an interpreter with the hub; cold: with its first cell',
      'cold',
      choiceOf('cold', 'warm'),
    ),
    option('--body-limit <bytes>', 'largest body of a request', '3145728', wholeNumber(1, GIGABYTE)),
    option('--request-timeout <ms>', 'time that a request may take to arrive', '60000', wholeNumber(1, HOUR_MS)),
    option('--keep-alive-timeout <ms>', 'time that idle connections stay', '60000', wholeNumber(1, HOUR_MS)),
    option('--connections <number>', 'connections open at once, at most', '1000', wholeNumber(1, 65_535)),
    flag('--strict', 'refuse requests outside the documented types, and answers against their contract'),
    flag('--log', 'one line a call on standard error: time, caller, call, answer, milliseconds, world'),
    flag('-q, --quiet', 'print nothing but errors'),
  ].reduce((result, one) => result.addOption(one), command);
}

const portNumber = wholeNumber(0, 65_535);

/** Where nothing else says which port, the variable does that hosts of servers set. */
export function portFor(command: Command, { PORT = '' }: NodeJS.ProcessEnv): number {
  if (PORT === '' || command.getOptionValueSource('port') !== 'default') return command.getOptionValue('port');
  try {
    return portNumber(PORT);
  } catch (thrown) {
    throw new InvalidArgumentError(`variable 'PORT' value '${PORT}' is invalid. ${(thrown as Error).message}`);
  }
}

/** An option with a value, which the default is read like any other. */
function option<Value>(flags: string, description: string, fallback: string, parse: (text: string) => Value): Option {
  return flag(flags, description).argParser(parse).default(parse(fallback), fallback);
}

/** An option that is there or not, or whose value has no default. */
export function flag(flags: string, description: string): Option {
  return withVariable(new Option(flags, description));
}

function withVariable(made: Option): Option {
  return made.env(`COCALC_MOCK_${made.name().toUpperCase().replaceAll('-', '_')}`);
}
