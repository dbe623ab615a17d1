/** `npm run refresh`: writes the files that are made from others. Tests compare them, and write nothing. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createViteServer } from 'vitest/node';

// Source is TypeScript, which the oldest supported Node does not run by itself.
const vite = await createViteServer({
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, ws: false },
});
try {
  // Contracts and lists first: all else is made by modules that read them.
  const { contractTexts } = await vite.ssrLoadModule('/test/refresh/contracts.ts');
  for (const [file, make] of Object.entries(contractTexts())) write(file, make());
  const { endpointList } = await vite.ssrLoadModule('/test/refresh/endpoint-list.ts');
  write('src/endpoints/index.ts', endpointList());
  const { describedRequests, knownNames, unnamedSecrets } = await vite.ssrLoadModule('/test/refresh/contract-lists.ts');
  write('src/hub/dispatch/known-names.ts', knownNames());
  write('src/hub/dispatch/described-requests.ts', describedRequests());
  write('src/core/redaction/unnamed-secrets.ts', unnamedSecrets());
  const { GENERATED } = await vite.ssrLoadModule('/test/refresh/generated.ts');
  for (const [file, make] of Object.entries(GENERATED)) write(file, await make());
} finally {
  await vite.close();
}

function write(file, text) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`wrote ${file}`);
}
