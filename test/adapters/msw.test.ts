import { getResponse, HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { expect, onTestFinished, test } from 'vitest';
import { hubHandlers } from '../../src/adapters/msw.ts';
import type { Hub } from '../../src/hub/hub.ts';
import { testHub } from '../hub.ts';
import { conatSuite } from './conat-suite.ts';
import { headersOf, received, type Send } from './exchange.ts';
import { mirror } from './hubs.ts';
import { type Adapter, expectPage, parsed, transportSuite } from './suite.ts';
import { visitSuite } from './visit-suite.ts';

const ORIGIN = 'https://hub.example';

const adapter: Adapter = { connect: (hub) => intercepted(hub, ORIGIN) };

transportSuite(adapter);
conatSuite(adapter);
visitSuite(adapter);

async function intercepted(hub: Hub, baseUrl: string): Promise<Send> {
  const server = setupServer(...hubHandlers(hub, baseUrl));
  server.listen({ onUnhandledRequest: 'error' });
  onTestFinished(() => server.close());
  return async (sent) => {
    const { method = 'POST', path = '/api/v1/ping', body = null } = sent;
    return received(await fetch(baseUrl + path, { method, headers: headersOf(sent), body, redirect: 'manual' }));
  };
}

test('a hub may be below a path, with or without a slash at its end', async () => {
  for (const baseUrl of [`${ORIGIN}/some/hub`, `${ORIGIN}/some/hub/`]) {
    const handlers = hubHandlers(mirror(), baseUrl);
    const at = (path: string) => getResponse(handlers, new Request(ORIGIN + path, { method: 'POST' }));

    expect(parsed(await received((await at('/some/hub/api/v1/ping?x')) as Response))).toMatchObject({
      name: 'v1/ping',
    });
    expectPage(await received((await at('/some/hub/api/v1x')) as Response), 404, 'Cannot POST /some/hub/api/v1x');
    expect(await at('/some/api/v1/ping')).toBeUndefined();
    expect(await at('/some/hub/other')).toBeUndefined();
  }
});

test('what is not for the hub is left to handlers of other kinds', async () => {
  const server = setupServer(
    ...hubHandlers(testHub().hub, ORIGIN),
    http.get(`${ORIGIN}/*`, () => HttpResponse.text('other')),
  );
  server.listen({ onUnhandledRequest: 'error' });
  onTestFinished(() => server.close());

  for (const path of [
    '/other',
    '/app',
    '/app?get_api_key=',
    '/app/x?get_api_key=x',
    '/auth',
    '/auth/impersonate/x',
    '/ap',
  ]) {
    expect([path, await (await fetch(ORIGIN + path)).text()]).toEqual([path, 'other']);
  }
});
