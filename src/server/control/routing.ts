/** Which operation of the control plane a request is for. */
import { type ControlRoute, type ControlRouteName, controlRoutes } from '../../control/routes.ts';
import { nearest } from '../../core/nearest.ts';
import { Denial } from '../denial.ts';

interface Pattern {
  readonly name: ControlRouteName;
  readonly route: ControlRoute;
  readonly path: RegExp;
}

const patterns: readonly Pattern[] = Object.entries<ControlRoute>(controlRoutes).map(([name, route]) => ({
  name: name as ControlRouteName,
  route,
  path: new RegExp(`^${route.path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
}));

interface FoundRoute {
  readonly name: ControlRouteName;
  /** What stands in the path for its parameters. */
  readonly parts: Readonly<Record<string, string>>;
}

/** @param path below `/__admin`. @throws Denial for what there is not, with the nearest that there is. */
export function foundRoute(method: string, path: string): FoundRoute {
  const found = patterns.filter((pattern) => pattern.path.test(path));
  const pattern = found.find(({ route }) => route.method === method);
  if (pattern !== undefined) return { name: pattern.name, parts: partsOf(pattern, path) };
  if (found.length > 0) {
    const methods = [...new Set(found.map(({ route }) => route.method))];
    throw new Denial(405, 'wrong_method', `${path} does not take ${method}`, `it takes ${methods.join(', ')}`);
  }
  const meant = nearest(path, [...new Set(patterns.map(({ route }) => route.path))]);
  const hint = meant === undefined ? 'GET /__admin lists what there is' : `the nearest is /__admin${meant}`;
  throw new Denial(404, 'unknown_route', `the control plane has nothing at /__admin${path}`, hint);
}

/** All there is, for people. */
export function routeLines(): string[] {
  return patterns.map(
    ({ route }) => `${route.method} ${route.of === 'world' ? '[/w/{world}]' : ''}/__admin${route.path}`,
  );
}

function partsOf({ path: pattern }: Pattern, path: string): Record<string, string> {
  const { groups = {} } = pattern.exec(path) ?? {};
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, part]) => [name, decodeURIComponent(part)]));
  } catch {
    throw new Denial(
      400,
      'bad_path',
      `${path} has a percent sign that stands for nothing`,
      'write a percent sign as %25',
    );
  }
}
