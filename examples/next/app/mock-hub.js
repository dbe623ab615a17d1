/** A hub in the page. `npx msw init public` puts the service worker where it is looked for. */
import { createHub } from 'cocalc-mock-hub';
import { hubHandlers } from 'cocalc-mock-hub/msw';
import world from 'cocalc-mock-hub/worlds/classroom';

export async function startMock(baseUrl) {
  const { setupWorker } = await import('msw/browser');
  const worker = setupWorker(...hubHandlers(createHub({ world }), baseUrl));
  await worker.start({ onUnhandledRequest: 'bypass' });
}
