/** Writes the types of two clients of API v2: from what this package says of it, and from what hubs publish, where that is at hand. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const generate = (description, types) =>
  execFileSync('npx', ['openapi-typescript', description, '--output', types], { stdio: 'inherit' });

writeFileSync('own.json', execFileSync('npx', ['cocalc-mock-hub', 'contracts', 'openapi'], { maxBuffer: 2 ** 26 }));
generate('own.json', 'own.d.ts');
// It is not part of this package: its tests are told where it is.
const { PUBLISHED_OPENAPI } = process.env;
if (PUBLISHED_OPENAPI) generate(PUBLISHED_OPENAPI, 'published.d.ts');
