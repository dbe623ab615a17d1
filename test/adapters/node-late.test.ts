/** Answers that come later go the same way over `node:http` as those that are there at once. */
import { expect, test, vi } from 'vitest';
import { conatSuite } from './conat-suite.ts';
import { faulty, late } from './hubs.ts';
import { connectNode } from './servers.ts';
import { transportSuite } from './suite.ts';

transportSuite({ connect: (hub) => connectNode(late(hub)) });
conatSuite({ connect: (hub) => connectNode(late(hub)) });

test('a fault of ours that comes later is answered with status 500, too', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const send = await connectNode(late(faulty()));

  expect((await send({})).status).toBe(500);
  expect(logged).toHaveBeenCalledOnce();
  logged.mockRestore();
});
