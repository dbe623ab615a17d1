/** A page whose calls to a hub are answered in the page, by MSW's service worker. */
import { createHub, virtualClock } from 'cocalc-mock-hub';
import { readyContract } from 'cocalc-mock-hub/contracts';
import { hubHandlers } from 'cocalc-mock-hub/msw';
import world from 'cocalc-mock-hub/worlds/classroom';
import { setupWorker } from 'msw/browser';

const key = 'sk_00000000000000000teacher';
const project_id = 'cccccccc-0000-4000-8000-000000000001';

const hub = createHub({
  world,
  clock: virtualClock('2026-01-01T12:00:00Z'),
  strict: true,
});
const worker = setupWorker(...hubHandlers(hub, 'https://cocalc.com'));
await worker.start({ onUnhandledRequest: 'error' });

async function call(name, body) {
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
  const response = await fetch(`https://cocalc.com/api/v1/${name}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return response.json();
}

const form = new URLSearchParams({ title: 'By form' });
const results = {
  ping: await call('ping', {}),
  created: (await call('create_project', { title: 'Mine' })).event,
  form: (
    await (
      await fetch('https://cocalc.com/api/v1/create_project', {
        method: 'POST',
        headers: { Authorization: `Bearer ${key}` },
        body: form,
      })
    ).json()
  ).event,
  refused: (await call('project_exec', { project_id, command: 'echo hello | tr a-z A-Z', bash: true })).error,
  contract: (await readyContract('v1/ping')).endpoint,
  byName: String(
    await Promise.resolve()
      .then(() => createHub())
      .catch((fault) => fault.message),
  ),
};
document.body.append(Object.assign(document.createElement('pre'), { textContent: JSON.stringify(results) }));
