import { createServer } from 'node:http';
import express from 'express';
import { hubApp } from '../../src/adapters/express.ts';
import { conatSuite } from './conat-suite.ts';
import { sender } from './exchange.ts';
import { listening } from './servers.ts';
import { type Adapter, transportSuite } from './suite.ts';
import { visitSuite } from './visit-suite.ts';

const adapter: Adapter = {
  mountPoint: '/mounted',
  async connect(hub) {
    const app = express();
    app.use('/mounted', hubApp(hub));
    return sender(await listening(createServer(app)), '/mounted');
  },
};

transportSuite(adapter);
conatSuite(adapter);
visitSuite(adapter);
