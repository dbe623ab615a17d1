/** From CommonJS. */
import hubs = require('cocalc-mock-hub');

import { hubApp } from 'cocalc-mock-hub/express';
import { startServer } from 'cocalc-mock-hub/server';
import { world } from 'cocalc-mock-hub/worlds/empty';

const hub: hubs.Hub = hubs.createHub({ world });
hubApp(hub).listen(0).close();
startServer().then(({ close }) => close());
// @ts-expect-error an operation that there is not
hub.v1.creat_project({ title: 'Mine' });
