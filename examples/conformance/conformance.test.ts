/** A check of a hub as a test among others: what a report says, and how it is kept for people to read. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHub } from 'cocalc-mock-hub';
import { check, reportText } from 'cocalc-mock-hub/conformance';
import { startServer } from 'cocalc-mock-hub/server';
import { expect, test } from 'vitest';

const key = 'sk_00000000000000000teacher';

test('a hub in this process keeps its contracts, and stays as it is', async () => {
  const hub = createHub();
  const before = hub.state;

  const report = await check(hub, { suites: ['contracts'], grep: ['v1/ping', 'v1/create_project'] });

  expect(report.exit.words, reportText(report)).toBe('conforms');
  expect(report.axes.contracts.pass).toBeGreaterThan(1);
  expect(hub.state).toBe(before);
});

test('a hub at a URL is only read', async () => {
  await using server = await startServer();

  const report = await check(server.url, { keys: { self: key }, readOnly: true, grep: ['v1/ping'], rate: 1000 });

  expect(report.exit.code, reportText(report)).toBe(0);
  const page = join(mkdtempSync(join(tmpdir(), 'report-')), 'report.html');
  writeFileSync(page, reportText(report, 'html'));
});
