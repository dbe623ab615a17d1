/** Writes the types of a client from what a server says of its control plane. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { startServer } from 'cocalc-mock-hub/server';

const server = await startServer();
const response = await fetch(`${server.url}/__admin/openapi.json`);
writeFileSync('openapi.json', await response.text());
await server.close();
execFileSync('npx', ['openapi-typescript', 'openapi.json', '--output', 'generated.d.ts'], { stdio: 'inherit' });
