/** CommonJS in a page, as older code has it. */
const { createHub } = require('cocalc-mock-hub');
const { hubHandlers } = require('cocalc-mock-hub/msw');
const { world } = require('cocalc-mock-hub/worlds/classroom');

globalThis.handlers = hubHandlers(createHub({ world }), 'https://cocalc.com');
