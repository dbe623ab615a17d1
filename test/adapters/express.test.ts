import express from 'express';
import request from 'supertest';
import { expect, test } from 'vitest';
import { hubApp } from '../../src/adapters/express.ts';
import { testHub } from '../hub.ts';
import { conatSuite } from './conat-suite.ts';
import { headersOf } from './exchange.ts';
import { mirror } from './hubs.ts';
import { type Adapter, transportSuite } from './suite.ts';
import { visitSuite } from './visit-suite.ts';

const adapter: Adapter = {
  async connect(hub) {
    const app = hubApp(hub);
    return async (sent) => {
      const { method = 'POST', path = '/api/v1/ping', body } = sent;
      // Nothing is followed.
      const call = request(app)[method.toLowerCase() as 'post'](path).redirects(0).set(headersOf(sent));
      const data = body instanceof Uint8Array ? Buffer.from(body) : body;
      const { status, headers, text = '' } = await call.serialize((raw) => raw).send(data);
      return { status, headers, text, cookies: [...(headers['set-cookie'] ?? [])] };
    };
  },
};

transportSuite(adapter);
conatSuite(adapter);
visitSuite(adapter);

test('other paths are left to other apps', async () => {
  const app = express();
  app.use(hubApp(testHub().hub));
  app.get('/other', (_request, response) => void response.send('other'));

  expect((await request(app).get('/other')).text).toBe('other');
  expect((await request(app).get('/API/v1/ping')).text).toContain('Cannot GET /API/v1/ping');
});

test('a base path stands before the API', async () => {
  const app = hubApp(mirror(), { basePath: '/hub' });

  const answer = await request(app).post('/Hub/api/v1/ping').auth('sk_owner', '');

  expect(answer.body).toMatchObject({ name: 'v1/ping', credential: { key: 'sk_owner' } });
  expect((await request(app).post('/api/v1/ping')).status).toBe(404);
});

test('a body that the app has parsed before counts as it is', async () => {
  const app = express();
  app.use(express.json(), express.urlencoded(), express.text());
  app.use(hubApp(mirror()));
  const post = () => request(app).post('/api/v1/ping').auth('sk_owner', '');

  expect((await post().send({ a: 1 })).body.body).toEqual({ a: 1 });
  expect((await post().type('form').send('a=1')).body.body).toEqual({ a: '1' });
  expect((await post().type('text').send('a=1')).body.body).toEqual({});
  expect((await post()).body.body).toEqual({});
});
