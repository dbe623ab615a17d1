/** The body runs again and again, each time with another fault in one of its calls: nothing may be there twice. */
import { world } from 'cocalc-mock-hub';
import { everyFault, hubTest } from 'cocalc-mock-hub/vitest';
import { createOnce } from './create-once.ts';

const test = hubTest({ world: world().account('alice') });

// Calls in process have no limit of time of their own, so faults that hang are left to tests over HTTP.
const only = ['refuse', '503', 'html', 'reset', 'cut_body', 'too_many'];

everyFault(test, { only })('a project is made once, whatever happens', async ({ hub }) => {
  await createOnce(hub.as('alice'), 'Mine');
});
