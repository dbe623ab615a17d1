/** The same hub at the server, at /hub/api/v1/…, for code of the server and for other programs. */
import { createHub, fetchHandler } from 'cocalc-mock-hub';

export const POST = fetchHandler(createHub(), { basePath: '/hub' });
