import { StartupError } from '@annal/local-server';
import type { HostedFunction } from '../host/hosted-function.ts';
import { compileRoute, type RouteParameters, type RouteTemplate } from './route-template.ts';

/** Who may call a function: anyone, holders of a key, holders of the master key. */
export type AuthLevel = 'anonymous' | 'function' | 'admin';

/** A function that answers HTTP. */
export interface Route {
  readonly fn: HostedFunction;
  /** Upper case. */
  readonly methods: readonly string[];
  /** With prefix, without leading slash, as written. */
  readonly path: string;
  readonly template: RouteTemplate;
  readonly authLevel: AuthLevel;
}

/**
 * The routes of an app, in the order in which they are tried: that of the functions' names.
 *
 * A StartupError names a route that the real host drops or that can never be reached: reserved, malformed, the same as
 * another one, or shadowed by an earlier one (the host knows no precedence by template, azure-functions-host #9876).
 */
export function httpRoutes(functions: readonly HostedFunction[], routePrefix: string): readonly Route[] {
  const routes = functions
    .filter(({ trigger }) => trigger.type === 'httpTrigger')
    .map((fn) => toRoute(fn, routePrefix));
  for (const [index, route] of routes.entries())
    for (const earlier of routes.slice(0, index)) refuseHidden(route, earlier);
  return routes;
}

/** A route with the parameters of one path. */
export interface FoundRoute {
  readonly route: Route;
  readonly parameters: RouteParameters;
}

/** The first route for this path that has this method, with its parameters. */
export function findRoute(routes: readonly Route[], method: string, path: string): FoundRoute | undefined {
  for (const route of routes) {
    if (!route.methods.includes(method)) continue;
    const parameters = route.template.match(path);
    if (parameters !== undefined) return { route, parameters };
  }
  return undefined;
}

function toRoute(fn: HostedFunction, routePrefix: string): Route {
  const { route, methods, authLevel } = fn.trigger.binding as {
    route?: string;
    methods?: string[];
    authLevel?: AuthLevel;
  };
  const own = route === undefined || route === '' ? fn.name : route.replace(/^\/+/, '');
  if (/^(admin|runtime)/i.test(own))
    throw new StartupError(
      `Function "${fn.name}" has the route "${own}": routes that begin with "admin" or "runtime" are reserved.`,
    );
  const path = [routePrefix, own].filter((part) => part !== '').join('/');
  return {
    fn,
    methods: (methods ?? ['GET', 'POST']).map((method) => method.toUpperCase()),
    path,
    template: compile(fn, path),
    authLevel: authLevel ?? 'anonymous',
  };
}

function compile(fn: HostedFunction, path: string): RouteTemplate {
  try {
    return compileRoute(path);
  } catch (error) {
    throw new StartupError(`Function "${fn.name}" has the route "${path}": ${(error as Error).message}.`);
  }
}

function refuseHidden(route: Route, earlier: Route): void {
  const method = route.methods.find((name) => earlier.methods.includes(name));
  if (method === undefined) return;
  if (route.path.toLowerCase() === earlier.path.toLowerCase())
    throw new StartupError(`Functions "${earlier.fn.name}" and "${route.fn.name}" both have ${method} /${route.path}.`);
  if (route.template.sample !== undefined && earlier.template.match(route.template.sample) !== undefined)
    throw new StartupError(
      `Function "${route.fn.name}" (${method} /${route.path}) can never be reached: routes are tried in the order of ` +
        `the functions' names, and "${earlier.fn.name}" (/${earlier.path}) takes its calls. ` +
        'Add a constraint to that route, or rename a function.',
    );
}
