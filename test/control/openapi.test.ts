/** The description of the control plane. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { controlOpenapi } from '../../src/control/openapi.ts';
import { controlRoutes } from '../../src/control/routes.ts';

const document = controlOpenapi({ url: 'http://hub.example', version: '1.2.3' });

test('it is a sound OpenAPI document', async () => {
  expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true });
  expect(document).toMatchObject({ info: { version: '1.2.3' }, servers: [{ url: 'http://hub.example' }] });
});

test('it has every route, those of a world for the default one and for any', () => {
  const described = Object.entries(document.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const all = Object.values(controlRoutes).flatMap(({ method, path, of }) => [
    `${method} /__admin${path}`,
    ...(of === 'world' ? [`${method} /w/{world}/__admin${path}`] : []),
  ]);

  expect(described.sort()).toEqual(all.sort());
});
