/** Mocha with CommonJS, and Express 4. */
const assert = require('node:assert/strict');
const { createHub } = require('cocalc-mock-hub');
const { hubApp } = require('cocalc-mock-hub/express');
const express = require('express');
const request = require('supertest');

const key = 'sk_00000000000000000teacher';

describe('CommonJS', () => {
  it('has a hub as an Express app, and below a path of another', async () => {
    const app = express().use('/hub', hubApp(createHub()));

    const answer = await request(app).post('/hub/api/v1/ping').auth(key, '').send({});

    assert.equal(answer.body.event, 'pong');
    assert.equal((await request(hubApp(createHub())).get('/nothing')).status, 404);
  });

  it('runs commands', async () => {
    const hub = createHub();
    const body = { project_id: 'cccccccc-0000-4000-8000-000000000001', command: 'echo', args: ['hello'] };

    assert.equal((await hub.call('v1/project_exec', body, { key })).body.stdout, 'hello\n');
    hub.close();
  });
});
