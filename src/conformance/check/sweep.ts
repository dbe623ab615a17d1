/** Clean-up of a run that is over, however it ended, from its ledger. */

import type { Redactor } from '../../core/redact.ts';
import { type Consent, isHost } from './check.ts';
import { cleanUp } from './clean-up.ts';
import { EXIT } from './exit-code.ts';
import { detect, NoHub } from './flavour.ts';
import { type Entry, openLedger } from './ledger.ts';
import type { Fetch } from './send.ts';
import { type Budget, Ended, TestedHub } from './tested-hub.ts';

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
export async function sweep(options: SweepOptions): Promise<number> {
  const { file, keys, consent, budget, secrets, print } = options;
  const ledger = openLedger(file, secrets);
  const { run, hub: url, account_id } = ledger.head;
  const open = ledger.entries.filter(({ standing }) => standing !== 'undone');
  print(`Run ${run} at ${url}: ${ledger.entries.length} entries, ${open.length} not undone\n`);
  for (const entry of open) print(`  ${entryText(entry)}\n`);
  if (consent === undefined || !isHost(consent.host, url)) {
    print(`nothing was sent; --consent ${new URL(url).host} undoes them\n`);
    return consent !== undefined ? EXIT.usage : open.length > 0 ? EXIT.left : EXIT.conforms;
  }

  const fetch = options.fetch && { fetch: options.fetch };
  const hub = new TestedHub({ url, keys, allowance: 'lasts', run, budget, secrets, records: ledger, ...fetch });
  try {
    const { flavour, account } = await detect(hub, ['v1', 'conat']);
    if (account.account_id !== (consent.account_id ?? account_id) || account.account_id !== account_id) {
      print(`the run was of account ${account_id}, but the key is of ${account.account_id}\n`);
      return EXIT.usage;
    }
    const { undone, lasting, left } = await cleanUp(hub, ledger, flavour);
    for (const words of lasting) print(`- lasting: ${words}\n`);
    for (const words of left) print(`✗ left behind: ${words}\n`);
    print(`${undone} of ${ledger.entries.length} entries are undone\n`);
    return left.length > 0 ? EXIT.left : EXIT.conforms;
  } catch (thrown) {
    if (!(thrown instanceof NoHub || thrown instanceof Ended)) throw thrown;
    print(`${thrown.message}\n`);
    return EXIT.noHub;
  } finally {
    ledger.close();
  }
}

function entryText({ entry, kind, id, title, standing }: Entry): string {
  return `${entry}. ${kind} ${id ?? '(id not known)'} ${title}: ${standing}`;
}
