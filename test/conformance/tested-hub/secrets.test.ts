/** A hub that tells of secrets in every place, before a check: neither its reports nor its ledger hold any. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newLedger } from '../../../src/conformance/tested-hub/ledger.ts';
import type { Report } from '../../../src/conformance/verdict/report.ts';
import { REPORTS } from '../../../src/conformance/verdict/reports/index.ts';
import { textReport } from '../../../src/conformance/verdict/reports/text.ts';
import { Redactor } from '../../../src/core/redact.ts';
import { testHub } from '../../hub.ts';
import { BY_LOOKS, leftOf, SECRET, SPELLED, TELLING } from '../../secret-places.ts';
import { checking, folder, someCase, spying } from '../setting.ts';

const telling = Object.values({ ...TELLING, ...BY_LOOKS });

/** A case that sends the text, and finds fault with what comes. */
const saying = (id: string, text: string) =>
  someCase({
    id,
    run: async (context) => {
      const exchange = await context.call({ api: 'v1', name: 'ping', body: { note: text } });
      return [{ id: 'wrong', expected: `not ${text}`, came: text, basis: 'the test', exchanges: [exchange] }];
    },
  });

/** The check of a hub that answers a case with what it was sent, and anything else as a mock. */
function echoed(texts: readonly string[], changes: Parameters<typeof checking>[0] = {}): Promise<Report> {
  const { fetch } = spying(testHub().hub);
  const cases = texts.map((text, at) => saying(`case-${at}`, text));
  return checking({
    ...{ cases, ...changes },
    async fetch(url, init) {
      const { note } = JSON.parse(String(init.body || '{}')) as { note?: string };
      return note === undefined ? fetch(url, init) : Response.json({ event: 'pong', now: note, note });
    },
  });
}

function textsOf(report: Report): string[] {
  return [textReport(report), ...Object.values(REPORTS).map(({ write }) => write(report))];
}

test.each(telling)('no report holds the secret that is known by its place or its looks: %s', async (text) => {
  for (const written of textsOf(await echoed([text]))) {
    expect(leftOf(SECRET, written)).toEqual([]);
    expect(leftOf(text, written).filter(() => !text.includes(SECRET))).toEqual([]);
  }
});

test('no report holds a key of the run, however it is spelled', async () => {
  const texts = Object.values(SPELLED).map((spell) => spell(SECRET));
  const secrets = new Redactor();
  secrets.learn(SECRET, 'KEY');

  for (const written of textsOf(await echoed(texts, { secrets }))) expect(leftOf(SECRET, written)).toEqual([]);
});

test('no ledger holds a secret', () => {
  const file = join(folder(), 'ledger');
  for (const [at, text] of telling.entries()) {
    const path = `${file}-${at}`;
    const head = { ledger: 'cocalc-mock-hub', version: 1, run: 'abcd1234', hub: `http://hub.test/${text}` } as never;
    const ledger = newLedger(path, head, new Redactor());
    const written = readFileSync(path, 'utf8');
    ledger.close();

    expect(written).toContain('abcd1234');
    expect(leftOf(SECRET, written)).toEqual([]);
  }
});
