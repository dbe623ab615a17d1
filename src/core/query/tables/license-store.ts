import { recordStore } from '../store.ts';

export const licenseStore = recordStore({
  table: 'siteLicenses',
  name: 'site_licenses',
  key: ['id'],
  columns: {
    id: 'uuid',
    title: 'text',
    description: 'text',
    info: 'map',
    expires: 'time',
    activates: 'time',
    created: 'time',
    last_used: 'time',
    managers: 'texts',
    restricted: 'boolean',
    upgrades: 'map',
    quota: 'map',
    run_limit: 'integer',
    apply_limit: 'integer',
    // Since 2026:
    voucher_code: 'text',
    subscription_id: 'integer',
  },
  blank: (_state, { id }) => ({
    id: id as string,
    activates: null,
    expires: null,
    last_used: null,
    managers: null,
    upgrades: null,
    quota: null,
    run_limit: null,
    columns: {},
  }),
});
