/** Tests of a whole application: Playwright starts the hub, waits until it is there, and ends it. */
import { expect, test } from '@playwright/test';

test('somebody makes a project and finds it in their list', async ({ request }) => {
  const headers = { Authorization: 'Bearer sk_00000000000000000teacher' };
  await request.post('/api/v1/create_project', { headers, data: { title: 'Mine' } });

  const query = { projects: [{ project_id: null, title: null }] };
  const answer = await request.post('/api/v1/query', { headers, data: { query } });

  expect(await answer.text()).toContain('Mine');
});
