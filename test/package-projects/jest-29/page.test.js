/**
 * The environment of a page, in which Jest takes what packages have for browsers.
 *
 * @jest-environment jest-fixed-jsdom
 */
const { createHub } = require('cocalc-mock-hub');

test('a hub answers in jsdom, and commands run', async () => {
  const hub = createHub();
  const body = { project_id: 'cccccccc-0000-4000-8000-000000000001', command: 'echo', args: ['hello'] };
  const answer = await hub.call('v1/project_exec', body, { key: 'sk_00000000000000000teacher' });
  hub.close();

  expect(answer.body.stdout).toBe('hello\n');
  expect(document.body).toBeDefined();
});
