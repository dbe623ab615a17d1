/** Clean-up of a run that is over, however it ended, from its ledger. */

import { GENERATIONS } from '../../contracts/contract.ts';
import type { Redactor } from '../../core/redact.ts';
import { shortened } from '../language/answer.ts';
import { EXIT } from '../verdict/exit-code.ts';
import { Cleaner } from './clean-up.ts';
import { type Consent, consentText, covers } from './consent.ts';
import { detect } from './flavour.ts';
import { type Entry, type Ledger, openLedger } from './ledger.ts';
import type { Fetch } from './sending.ts';
import { type Budget, TestedHub } from './tested-hub.ts';
import { waysOf } from './things.ts';

export interface SweepOptions {
  readonly file: string;
  readonly keys: Readonly<Record<string, string>>;
  readonly consent: Consent | undefined;
  readonly budget: Budget;
  readonly secrets: Redactor;
  readonly fetch?: Fetch;
  readonly print: (text: string) => void;
}

/**
 * Undoes what the ledger has and is not undone; sweeping again does no harm.
 *
 * @returns the exit code.
 * @throws LedgerError when the file is none.
 */
export async function sweepRun(options: SweepOptions): Promise<number> {
  const { file, consent, secrets, print } = options;
  const ledger = openLedger(file, secrets);
  const { run, hub: url } = ledger.head;
  const open = ledger.entries.filter(({ kind, standing }) => standing !== 'undone' && waysOf(kind).undo !== undefined);
  print(`Run ${run} at ${url}: ${ledger.entries.length} entries, ${open.length} not undone\n`);
  for (const entry of open) print(`  ${entryText(entry)}\n`);
  for (const words of ledger.broken) print(`✗ passed over: ${words}\n`);
  if (consent === undefined || !covers(consent, url)) {
    const text = consentText(url);
    print(consent === undefined ? '' : `the consent is for ${consent.hub}, but the hub is ${text}\n`);
    print(`nothing was sent; --consent ${text} undoes them\n`);
    if (consent !== undefined) return EXIT.usage;
    return open.length > 0 || ledger.broken.length > 0 ? EXIT.left : EXIT.conforms;
  }
  try {
    return await swept(options, ledger, consent);
  } catch (thrown) {
    // No answer of a stranger may end the program.
    print(`${(thrown as Error).message}\n`);
    return EXIT.noHub;
  } finally {
    ledger.close();
  }
}

async function swept(options: SweepOptions, ledger: Ledger, consent: Consent): Promise<number> {
  const { keys, budget, secrets, print } = options;
  const { run, hub: url, account_id } = ledger.head;
  const fetch = options.fetch && { fetch: options.fetch };
  const hub = new TestedHub({ url, keys, allowance: 'lasts', run, budget, secrets, records: ledger, ...fetch });
  const { flavour, account } = await detect(hub, GENERATIONS);
  if (account.account_id !== (consent.account_id ?? account_id) || account.account_id !== account_id) {
    print(`the run was of account ${account_id}, but the key is of ${account.account_id}\n`);
    return EXIT.usage;
  }
  const { undone, lasting, left } = await new Cleaner(hub.forCleanUp(), ledger, flavour).finish();
  for (const words of lasting) print(`- lasting: ${words}\n`);
  for (const words of left) print(`✗ left behind: ${words}\n`);
  print(`${undone} of ${ledger.entries.length} entries are undone\n`);
  if (ledger.fault !== undefined) print(`the ledger cannot be written, so it does not say so: ${ledger.fault}\n`);
  // Nobody knows what a line that cannot be read was about.
  return left.length > 0 || ledger.broken.length > 0 ? EXIT.left : EXIT.conforms;
}

function entryText({ entry, kind, id, title, standing }: Entry): string {
  return shortened(`${entry}. ${kind} ${id ?? '(id not known)'} ${title}: ${standing}`);
}
