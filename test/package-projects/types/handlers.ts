/** The handlers for MSW, whose own types do not compile in every way. */
import { createHub } from 'cocalc-mock-hub';
import { hubHandlers } from 'cocalc-mock-hub/msw';
import { setupServer } from 'msw/node';

setupServer(...hubHandlers(createHub(), 'https://cocalc.com'));
// @ts-expect-error an address is needed
hubHandlers(createHub());
