/** Tests over HTTP without a server of their own: supertest calls a hub as an Express app. */
import { createHub, type World } from 'cocalc-mock-hub';
import { hubApp } from 'cocalc-mock-hub/express';
import express from 'express';
import request from 'supertest';
import { expect, test } from 'vitest';

const project_id = 'bbbbbbbb-0000-4000-8000-000000000001';

const world: World = {
  accounts: {
    ada: { first_name: 'Ada', last_name: 'Lovelace', api_key: 'sk_ada' },
    charles: { first_name: 'Charles', last_name: 'Babbage', api_key: 'sk_charles' },
  },
  projects: { engine: { project_id, users: { ada: 'owner' }, files: { 'notes.md': 'Note G' } } },
};

test('an owner reads a file of their project', async () => {
  const app = hubApp(createHub({ world }));

  const answer = await request(app)
    .post('/api/v1/read_text_file_from_project')
    .auth('sk_ada', '')
    .send({ project_id, path: 'notes.md' });

  expect(answer.body).toMatchObject({ event: 'text_file_read_from_project', content: 'Note G' });
});

test('nobody else does, and a hub says so with status 200', async () => {
  const app = hubApp(createHub({ world }));

  const answer = await request(app)
    .post('/api/v1/read_text_file_from_project')
    .auth('sk_charles', '')
    .send({ project_id, path: 'notes.md' });

  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ event: 'error' });
});

test('a hub stands below a path of another app', async () => {
  const app = express();
  app.get('/', (_request, response) => void response.send('home'));
  app.use('/hub', hubApp(createHub({ world })));

  const answer = await request(app).post('/hub/api/v1/ping').auth('sk_ada', '').send({});

  expect(answer.body).toMatchObject({ event: 'pong' });
});
