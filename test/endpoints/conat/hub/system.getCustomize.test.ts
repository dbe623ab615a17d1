import { expect, test } from 'vitest';
import { testHub } from '../../../hub.ts';

test('tells settings of the site by their names', async () => {
  const { hubAs } = testHub({
    world: { site: { site_name: 'Site', dns: 'hub.example.com', help_email: 'help@example.com' } },
  });

  expect(await hubAs('owner')('system.getCustomize', ['siteName'])).toEqual({ siteName: 'Site' });
  expect(await hubAs('owner')('system.getCustomize', ['dns', 'helpEmail'])).toEqual({
    dns: 'hub.example.com',
    helpEmail: 'help@example.com',
  });
});

test('does not pretend to know all settings', async () => {
  const { hubAs } = testHub();

  for (const args of [[], [['siteName', 'nosuch']], [['toString']], [[5]]]) {
    expect(await hubAs('owner')('system.getCustomize', ...args)).toEqual({
      error: expect.stringContaining('only siteName, helpEmail and dns are known here'),
    });
  }
});
