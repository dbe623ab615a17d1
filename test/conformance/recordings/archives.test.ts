/** Archives of browsers and proxies: what of them is sent again, and what is left out. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { replayAtMock } from '../../../src/cli/replay-at-mock.ts';
import { redactedExchanges, sendableOf } from '../../../src/conformance/recordings/archive.ts';
import { readHar } from '../../../src/conformance/recordings/har.ts';
import { replayReport } from '../../../src/conformance/recordings/replay-report.ts';
import { hasPassed, judge } from '../../../src/conformance/recordings/replay-verdict.ts';
import { fetchTarget } from '../../../src/conformance/recordings/target.ts';
import { virtualClock } from '../../../src/hub/clock.ts';
import { createHub } from '../../../src/hub/create.ts';
import { archiveOf, KEY, PROGRAMS, talksWith } from './archives.ts';

async function replayed(content: string) {
  const { exchanges, leftOut } = sendableOf(readHar(content, 'session.har'), () => false);
  const bound: string[] = [];
  const sent = redactedExchanges(exchanges);
  const outcomes = await replayAtMock(sent, {
    setting: {},
    folder: '.',
    bound: (...told) => bound.push(told.join(' ')),
  });
  return { sent, bound, verdict: judge(outcomes, [], leftOut) };
}

test.for(Object.keys(PROGRAMS) as (keyof typeof PROGRAMS)[])(
  'an archive of %s replays, without what cannot be sent',
  async (name) => {
    const program = PROGRAMS[name];
    const talks = await talksWith(createHub({ clock: virtualClock('2026-01-01T12:00:00Z') }));

    const { sent, bound, verdict } = await replayed(archiveOf(talks, program));

    expect(replayReport(verdict, 'text')).toMatch(/^session\.har: 4 exchanges, 4 same, 0 excused, 0 differ$/m);
    expect(hasPassed(verdict)).toBe(true);
    expect(verdict.leftOut.map(({ why }) => why)).toEqual(program.leftOut);
    expect(bound).toEqual(['KEY_1 teacher']);
    const told = JSON.stringify(sent);
    expect(told).toContain('{{KEY_1}}');
    for (const secret of [KEY, btoa(`${KEY}:`), 's3cretCookie1']) expect(told).not.toContain(secret);
  },
);

test('an archive that Playwright made of a page with Chromium replays', async () => {
  const { bound, verdict } = await replayed(
    readFileSync('test/conformance/recordings/archives/playwright.har', 'utf8'),
  );

  const report = replayReport(verdict, 'text').split('\n');
  expect(report).toContain('session.har: 4 exchanges, 4 same, 0 excused, 0 differ');
  expect(report.slice(0, 4)).toEqual([
    '- left out: 1 of other hosts',
    '- left out: 1 never answered',
    '- left out: 1 recorded without the body of the answer',
    '- left out: 1 sockets',
  ]);
  expect(bound).toEqual(['KEY_1 teacher']);
});

test('neither pseudo headers nor those between neighbours are sent', async () => {
  const talks = await talksWith(createHub({ clock: virtualClock('2026-01-01T12:00:00Z') }));
  const seen = new Set<string>();
  const target = fetchTarget('http://hub.test', async ({ headers }) => {
    for (const name of headers.keys()) seen.add(name);
    return new Response('{}');
  });

  for (const program of Object.values(PROGRAMS)) {
    for (const { request } of sendableOf(readHar(archiveOf(talks, program), 'x.har'), () => false).exchanges) {
      await target.send({ ...request, target: new URL(request.url).pathname });
    }
  }

  expect([...seen].sort()).toEqual(['accept', 'authorization', 'content-type', 'cookie', 'priority', 'user-agent']);
});

test('a key is taken for that of the account which answers to its calls name; an admin comes last', async () => {
  const as = (key: string, answer: string) => ({
    ...{ startedDateTime: '2026-01-01T12:00:00Z', time: 1 },
    request: {
      method: 'POST',
      url: 'https://hub.example/api/v1/ping',
      headers: [{ name: 'Authorization', value: `Bearer ${key}` }],
    },
    response: { status: 200, headers: [], content: { text: answer } },
  });
  const student = 'aaaaaaaa-0000-4000-8000-000000000012';
  const entries = [
    as('sk_1st567890123456789', '{}'),
    as('sk_2nd567890123456789', `{"account_id":"${student}"}`),
    ...[3, 4, 5, 6].map((at) => as(`sk_${at}rd567890123456789`, '{}')),
    as('sk_7th567890123456789', '{}'),
  ];

  const { bound, verdict } = await replayed(JSON.stringify({ log: { entries } }));

  expect(bound.slice(0, 3)).toEqual(['KEY_1 teacher', 'KEY_2 student2', 'KEY_3 student1']);
  expect(bound.at(-1)).toBe('KEY_6 admin');
  const last = verdict.exchanges.at(-1);
  expect(last).toMatchObject({ verdict: 'not sent', fault: expect.stringContaining('{{KEY_7}}') });
  expect(replayReport(verdict, 'text')).toMatch(/, 6 differ, 1 not sent\n/);
  expect(replayReport(verdict, 'markdown')).toContain(
    '| recording | exchanges | same | excused | differs | not sent |',
  );
  expect(JSON.parse(replayReport(verdict, 'json')).all).toMatchObject({ differs: 6, notSent: 1 });
  expect(hasPassed(verdict)).toBe(false);
});

test('what an excuse speaks of is sent all the same', () => {
  const entry = {
    ...{ startedDateTime: '2026-01-01T12:00:00Z', time: 1 },
    request: { method: 'POST', url: 'https://hub.example/other', headers: [] },
    response: { status: 200, headers: [], content: { text: '' } },
  };
  const exchanges = readHar(JSON.stringify({ log: { entries: [entry] } }), 'x.har');

  expect(sendableOf(exchanges, () => true)).toEqual({ exchanges, leftOut: [] });
  expect(sendableOf(exchanges, () => false).leftOut.map(({ why }) => why)).toEqual(['of no path of the API']);
});
