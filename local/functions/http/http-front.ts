import type { ChosenFunctions } from '../host/chosen-functions.ts';
import type { FunctionRunner } from '../host/function-call.ts';
import { administration, type StartByHand } from './administration.ts';
import { answerRequest, callWithWholeRequest } from './answer-request.ts';
import { crossOrigin, type CrossOriginRules } from './cross-origin.ts';
import type { HostKeys } from './keys.ts';
import { ownPages } from './own-pages.ts';
import { httpRoutes, type Route } from './routes.ts';
import { listen, type HttpListener } from './serve.ts';
import { callWithStreams } from './stream-request.ts';

/** All that the HTTP side of a host is made of. */
export interface HttpSide {
  readonly port: number;
  readonly chosen: ChosenFunctions;
  readonly routePrefix: string;
  readonly runner: FunctionRunner;
  readonly startByHand: StartByHand;
  /** Undefined when nobody is asked for a key. */
  readonly keys: HostKeys | undefined;
  readonly crossOrigin: CrossOriginRules | undefined;
  /** The library's server, when the app streams. */
  readonly httpUri: string | undefined;
  readonly log: (line: string) => void;
}

/** Something that can be made to listen once everything else has been found right. */
export interface HttpFront {
  readonly routes: readonly Route[];
  listen(): Promise<HttpListener>;
}

/** Puts the HTTP side together. Throws a StartupError for a route that the real host would drop or never reach. */
export function httpFront(side: HttpSide): HttpFront {
  const { chosen, runner, keys, log } = side;
  const routes = httpRoutes(chosen.running, side.routePrefix);
  const host = {
    routes,
    keys,
    crossOrigin: crossOrigin(side.crossOrigin),
    ownPages: ownPages(routes, keys, administration(chosen, side.startByHand)),
    call: side.httpUri === undefined ? callWithWholeRequest(runner) : callWithStreams(runner, side.httpUri, log),
  };
  return { routes, listen: () => listen(side.port, (request) => answerRequest(host, request)) };
}
