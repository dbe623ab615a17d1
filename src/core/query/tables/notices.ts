/** What hubs tell everybody. [smc-util/db-schema/system-notifications.ts, compute-images.ts; util/db-schema/news.ts] */

import { monthsBefore } from '../../database/intervals.ts';
import { HOUR, MINUTE } from '../../instant.ts';
import { isForEverybody, newsColumns } from '../../support/news.ts';
import { ofEverybody } from '../permissions.ts';
import { type Row, rowStore } from '../store.ts';
import { defineTable, names, type QueryTable, settable, type TableQuery } from '../table.ts';
import { within } from '../windows.ts';

const notifications = rowStore('system_notifications', {
  id: 'uuid',
  time: 'time',
  text: 'text',
  priority: 'text',
  done: 'boolean',
});

const images = rowStore('compute_images', {
  id: 'text',
  src: 'text',
  type: 'text',
  display: 'text',
  url: 'text',
  desc: 'text',
  path: 'text',
  disabled: 'boolean',
});

const news = rowStore('news', newsColumns);

export function notices(): QueryTable[] {
  return [
    defineTable({
      name: 'system_notifications',
      store: notifications,
      anonymous: true,
      get: {
        fields: names('id time text priority done'),
        defaults: { text: '', priority: 'low', done: false },
        rows: ofEverybody(notifications),
        within: within(notifications, 'time', HOUR),
      },
      set: { admin: true, fields: settable('id time text priority done') },
    }),
    defineTable({
      name: 'compute_images',
      store: images,
      anonymous: true,
      get: { fields: names('id src type display url desc path disabled'), rows: ofEverybody(images) },
    }),
    newsTable(),
  ];
}

function newsTable(): QueryTable {
  return defineTable({
    name: 'news',
    store: news,
    anonymous: true,
    get: {
      fields: names('id date title tags channel hide'),
      options: [{ order_by: '-date' }, { limit: 100 }],
      rows: ofEverybody(news),
      within: isNews,
    },
  });
}

function isNews({ state: { now } }: TableQuery, row: Row): boolean {
  const { date, until = null } = row;
  if (typeof date !== 'number' || date < monthsBefore(now, 3) || date > now + MINUTE) return false;
  return isForEverybody(row) && (until === null || (until as number) > now);
}
