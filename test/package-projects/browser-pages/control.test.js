/** The control plane in a browser: its own page may drive every route by the typed client, and a page of another origin none. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { startServer } from 'cocalc-mock-hub/server';
import { chromium } from 'playwright-core';

const PACKAGE = dirname(createRequire(import.meta.url).resolve('cocalc-mock-hub/package.json'));

let browser;
let server;
let foreign;
let described;

before(async () => {
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  server = await startServer({ allowOrigin: ['http://app.example'] });
  foreign = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>another site</title>');
  }).listen(0, '127.0.0.1');
  await once(foreign, 'listening');
  const { paths } = await (await fetch(`${server.url}/__admin/openapi.json`)).json();
  described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/w/{world}', '')}`),
  );
  described = [...new Set(described)].sort();
});

after(async () => {
  await browser?.close();
  foreign?.close();
  await server?.close();
});

/** A page at the address, which can import the client, and the routes that it asks for, as the description has them. */
async function opened(address) {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.route('**/modules/*.js', (route) => {
    const name = basename(new URL(route.request().url()).pathname);
    route.fulfill({ contentType: 'text/javascript', body: readFileSync(join(PACKAGE, 'dist/browser', name), 'utf8') });
  });
  const asked = new Set();
  page.on('request', (request) => {
    const path = new URL(request.url()).pathname.replace(/^\/w\/[^/]+/, '');
    const called = described.find((one) => patternOf(one).test(`${request.method()} ${path}`));
    if (called !== undefined) asked.add(called);
  });
  await page.goto(address);
  return { page, asked, close: () => context.close() };
}

/** Where a path may be one of several, those without a parameter come first in the description. */
function patternOf(described) {
  return new RegExp(`^${described.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
}

/**
 * Calls every operation in the page, in an order in which each finds what it needs.
 *
 * @returns the operations by how they ended.
 */
async function drive(url) {
  const { controlClient } = await import('/modules/control.js');
  const control = controlClient(url);
  const alice = control.world('alice');
  const came = { answered: [], refused: [] };
  const names = new Set(Object.keys(control));
  const call = async (on, name, input) => {
    names.delete(name);
    try {
      const answer = await on[name](input);
      came.answered.push(name);
      return answer;
    } catch (thrown) {
      came.refused.push(`${name}: ${thrown.name}`);
      return {};
    }
  };
  await call(control, 'makeWorld', { name: 'alice', clock: { mode: 'frozen' } });
  for (const name of ['getHealth', 'listWorlds', 'getMetrics', 'getOpenapi']) await call(control, name, {});
  await call(control, 'getWorld', { name: 'alice' });
  const events = alice.events();
  const first = events.next();
  first.catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const headers = { authorization: 'Bearer sk_00000000000000000teacher' };
  await fetch(`${url}/w/alice/api/v1/ping`, { method: 'POST', headers }).catch(() => undefined);
  names.delete('events');
  await first.then(
    ({ value }) => came.answered.push(`events: ${value.type}`),
    (thrown) => came.refused.push(`events: ${thrown.name}`),
  );
  await events.return();
  await call(alice, 'awaitCalls', { count: 1 });
  await call(alice, 'getCall', { seq: '1' });
  for (const name of ['getInfo', 'listCalls', 'getCoverage', 'listMails', 'getState']) await call(alice, name, {});
  await call(alice, 'listRows', { table: 'projects' });
  await call(alice, 'getFile', { project_id: 'cccccccc-0000-4000-8000-000000000001' });
  await call(alice, 'takeSnapshot', { name: 'early' });
  await call(alice, 'listSnapshots', {});
  await call(alice, 'getSnapshot', { name: 'early' });
  await call(alice, 'restoreWorld', { snapshot: 'early' });
  await call(alice, 'deleteSnapshot', { name: 'early' });
  await call(alice, 'forkWorld', { name: 'bob' });
  await call(alice, 'setClock', { mode: 'frozen', time: '2030-01-01' });
  await call(alice, 'advanceClock', { days: 1 });
  await call(alice, 'getClock', {});
  const { id = 'none' } = await call(alice, 'addStub', { command: 'make', stdout: 'done' });
  await call(alice, 'listStubs', {});
  await call(alice, 'deleteStub', { id });
  await call(alice, 'armFault', { id: 'once', first: 1, do: { fail_before: 503 } });
  await call(alice, 'listFaults', {});
  await call(alice, 'disarmFault', { id: 'once' });
  await call(alice, 'disarmFaults', {});
  await call(alice, 'resetWorld', {});
  await call(control, 'deleteWorld', { name: 'bob' });
  for (const name of ['url', 'world']) names.delete(name);
  return { ...came, never: [...names] };
}

test('the page of a server drives every route', async () => {
  const { page, asked, close } = await opened(server.url);

  const { answered, refused, never } = await page.evaluate(drive, server.url);

  assert.deepEqual(refused, []);
  assert.deepEqual(never, []);
  assert.ok(answered.includes('events: call'));
  assert.deepEqual([...asked].sort(), described);
  await close();
});

test('a page of another origin drives no route, and changes nothing', async () => {
  const control = `${server.url}/__admin`;
  const { port } = foreign.address();
  const before = { state: server.hub.state, worlds: await worlds(), stubs: server.hub.stubs };
  const { page, asked, close } = await opened(`http://127.0.0.1:${port}/`);

  const { answered, never } = await page.evaluate(drive, server.url);
  // What a page may send without asking, whether or not it can read the answer.
  await page.evaluate(async (address) => {
    const body = '{"name":"evil","days":1}';
    for (const path of ['worlds', 'reset', 'clock/advance', 'stubs', 'fork']) {
      await fetch(`${address}/${path}`, { method: 'POST', mode: 'no-cors', body }).catch(() => undefined);
      navigator.sendBeacon(`${address}/${path}`, body);
      const form = document.createElement('form');
      Object.assign(form, { action: `${address}/${path}`, method: 'post', enctype: 'text/plain', target: path });
      const frame = Object.assign(document.createElement('iframe'), { name: path });
      document.body.append(frame, form);
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
      form.submit();
      await loaded;
    }
  }, control);

  assert.deepEqual(answered, []);
  assert.deepEqual(never, []);
  // A browser asks first whether it may send what changes something, and then does not send it.
  assert.ok(asked.size > 10);
  assert.equal(server.hub.state, before.state);
  assert.deepEqual({ worlds: await worlds(), stubs: server.hub.stubs }, { worlds: before.worlds, stubs: before.stubs });
  await close();
});

async function worlds() {
  return (await (await fetch(`${server.url}/__admin/worlds`)).json()).worlds.map(
    ({ name, epoch }) => `${name} ${epoch}`,
  );
}
