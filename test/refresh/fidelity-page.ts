/** How faithful the simulation is, as far as that can be counted. */
import { excusedLines, figuresTable } from '../../src/conformance/recordings/replay-report.ts';
import { figuresOf } from '../../src/conformance/recordings/replay-verdict.ts';
import { type Deviation, deviations } from '../../src/core/deviations.ts';
import { v1 } from '../../src/endpoints/index.ts';
import { type RandomOutcome, randomExcuses, randomFigures, randomOutcomes } from '../random-calls.ts';
import { recordingsVerdict } from '../recordings.ts';

/** What a hub does and this simulation leaves out, in both profiles. */
const LEFT_OUT = [
  "Caches, unless `--caches real` asks for them: every change shows at once. Even then, a hub's lists of notebook kernels are always as they are.",
  'Rate limits and timeouts of proxies, unless `--rate-limit` and `--answer-timeout` ask for some; failures of databases, mail servers and payment services that no request brings about.',
  'Changing a password ends no session: who is signed in by a cookie (`remember_me`, of API v2 alone) stays so, as at a hub.',
  "`projects/copy-path` of API v2 with a `public_id`: a hub then copies any project's file, whoever asks, since the branch that should refuse is empty. A simulation that did so would teach clients to rely on a hole; it is refused by name.",
  'An account that a query makes, under the id of a project whose key asks (`accounts/set-name` of API v2) or under one that a site admin names: accounts come from sign-ups alone. It is refused by name.',
  'Pages of the site, but for two that a browser signs in by, `/auth/impersonate?auth_token=` and `/app?get_api_key=NAME`. A hub of 2020 takes a token at `/app?auth_token=` as well, in the script of that page; and a token that nobody has is shown here as text, which a hub writes into its page as it came.',
  'The machine around a project: only its home directory exists, and nothing beside it. Other paths outside it are refused by name, as is making something in the directory of all projects, which those of a hub of 2026 share.',
  'Functions of a project that answer by the programs and templates of its machine: `editor.*` but for the kernels, and `system.configuration`. They are refused by name.',
  'Archives of more than 2,000,000 bytes or 2,000 files, as which a hub reads a directory; in a browser, and in lists of files, all of them. They are refused by name.',
  'What the web server of a project shows of a public directory as text: a page, whose words are not known. It is refused by name.',
  'Programs, options and syntax that the simulated shell has not been shown to have as real ones do: `fixtures/shell` has what was. They are refused by name.',
  'The half minute for which a hub tries to read a public path that is served by nothing: the refusal comes at once.',
  'Programs that the simulated shell lacks, such as `git` and compilers. They are refused by name, and can be stubbed, or run as real ones: `--commands bubblewrap`.',
  'Python is that of pyodide, of 32 bits: `python3 --version` tells which. Hashes of numbers and texts, sizes of C types in `struct`, `array` and `sys.getsizeof`, and what names the build (`sys.version`) are those of WebAssembly; an `OSError` that a program makes by number alone may be of another class. Modules beyond the standard library that a machine may have, threads, other processes, the network, time zones and what else one interpreter lacks are refused by name.',
  "With `--commands bubblewrap` or `container=IMAGE`, commands are no simulation: they take real time, whatever the hub's clock shows, files that they write have real times, and the same seed and calls give the same answers only as far as the programs do. Two names of one file become two files.",
  'The order in which directories are read: `find`, `grep -r` and `tar` go by names. Two names of one file: `ln` without `-s` is refused.',
  'Requests that a hub never answers. They are refused with HTTP 501, so that no client waits for ever; some of them (`args` of `project_exec` that are no list, a command that is a number, a zero character in a path that is read) also keep the whole project from answering for 48 s there.',
  'The locale of commands in a page, which run in the page itself: programs sort there as the language of the page does, and by bytes elsewhere.',
  'What the 17 calls do that no description mentions (`stripe_*`, `get_syncdoc_history`, `purchase_license`), for customers of the payment service.',
  'Agreement to the terms when an account is made: obligatory by the description, which prints no refusal; never looked at by a hub.',
];

/** The text of `docs/fidelity.md`: every deviation, and how recordings come out. */
export async function fidelityPage(): Promise<string> {
  const recordings = await recordingsVerdict();
  const outcomes = await randomOutcomes();
  const random = randomFigures(outcomes);
  const rows = Object.entries<Deviation>(deviations).map(([name, { what, source, ...by }]) => {
    const [documented, ...others] = [by.documented, by.observed, by['2026'], by.development].map((value) =>
      said(value, what),
    );
    const cells = [[what, documented].filter(Boolean).join(' '), ...others, source];
    return `| \`${name}\` | ${cells.map((text = '') => cell(text)).join(' | ')} |`;
  });
  return [
    '# Fidelity',
    '',
    '<!-- Written by `npm run refresh` from src/core/deviations.ts and fixtures/recordings. -->',
    '',
    '## Where dialects differ',
    '',
    'API v1 is answered as a hub of 2020 does, by the profile: `documented`, the default, or `observed`. The conat API and API v2 are',
    'answered as a hub of 2026 does, v2 also as one that runs in development. An empty cell is as the one before it. Everywhere else all of them behave the same.',
    '',
    '| name | documented | observed | 2026 | 2026, in development | source, in the public repository of CoCalc |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
    `Withdrawn from the API: ${eventsWith('withdrawn')}. Documented to take a blank key: ${eventsWith('blankKey')}.`,
    '',
    '## What is left out',
    '',
    ...LEFT_OUT.map((sentence) => `- ${sentence}`),
    '',
    '## Recordings',
    '',
    'How many answers of a real hub come out as recorded when its recordings are replayed. `fixtures/recordings` has them.',
    '',
    ...figuresTable(figuresOf(recordings)),
    '',
    'What is excused:',
    '',
    ...excusedLines(recordings),
    '',
    '## Random calls',
    '',
    'How many random calls of the conat API, many of them wrong on purpose, are answered as a running hub answered them:',
    '`fixtures/recordings/conat-random.jsonl`. What is refused by name is not simulated, and says so.',
    '',
    '| calls | same | refused by name | differs |',
    '|---|---|---|---|',
    `| ${[random.calls, random.same, random.refused, random.differs].join(' | ')} |`,
    '',
    'What differs:',
    '',
    ...randomExcuses().map(({ reason, name, calls = [] }) => `- ${reason} ${name ?? calls.join(', ')}.`),
    '',
    `Refused by name: ${refusedNames(outcomes).join(', ')}.`,
    '',
  ].join('\n');
}

function eventsWith(mark: 'withdrawn' | 'blankKey'): string {
  return v1
    .filter((endpoint) => endpoint[mark])
    .map(({ name }) => `\`${name.slice('v1/'.length)}\``)
    .join(', ');
}

/** A statement, or the value of what is named; nothing where the column before it holds. */
function said(value: string | number | undefined, what: string | undefined): string {
  if (value === '') return 'none';
  return typeof value === 'string' && what !== undefined ? `\`${value}\`` : String(value ?? '');
}

/** The functions of calls that are refused by name, each with how many. */
function refusedNames(outcomes: readonly RandomOutcome[]): string[] {
  const counts = new Map<string, number>();
  for (const { call, verdict } of outcomes) {
    if (verdict === 'refused') counts.set(call.body.name, (counts.get(call.body.name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `\`${name}\` ${count}`).sort();
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
