import { join } from 'node:path';
import type { LocalService } from '@annal/local-server';
import { appBindings } from './bindings/function-bindings.ts';
import { chosenFunctions } from './host/chosen-functions.ts';
import { hostedFunctions } from './host/hosted-function.ts';
import { readHostJson } from './host/host-json.ts';
import { refuseBrokenRegistrations } from './host/registration-rules.ts';
import { functionRunner } from './host/run-function.ts';
import type { CrossOriginRules } from './http/cross-origin.ts';
import { httpFront } from './http/http-front.ts';
import { hostKeys } from './http/keys.ts';
import { startLines } from './start-lines.ts';
import { listenersFor } from './triggers/listeners-for.ts';
import { startByHand } from './triggers/start-by-hand.ts';
import { emptyRegistry } from './worker/app-registry.ts';
import { installCoreApi } from './worker/core-api.ts';
import type { LoadedApp } from './worker/invoke.ts';
import { loadApp } from './worker/load-app.ts';

/** What a Functions host needs to know. */
export interface FunctionsHostOptions {
  /** Folder of the app: package.json with `main`, and host.json. */
  readonly appRoot: string;
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** Settings that are put into the environment before the app is loaded. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Folder for timers and keys; without one they last as long as the process. */
  readonly data?: string;
  /** The names of the functions to run; without it all. */
  readonly functions?: readonly string[];
  /** False to ask nobody for a key. By default functions are guarded as their authLevel says, as in Azure. */
  readonly keys?: boolean;
  /** Rewrites dates and times in documents, also where host.json says not to: as an older extension bundle does in Azure. */
  readonly rewriteDates?: boolean;
  /** Pages of which other origins may call; without it none. */
  readonly crossOrigin?: CrossOriginRules;
  /** Takes the host's lines; by default they go to standard output. */
  readonly log?: (line: string) => void;
}

/** A running Functions host. */
export interface FunctionsHost extends LocalService {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** The names of the functions that run. */
  readonly functions: readonly string[];
  /** Opens functions that ask for a key; undefined when none is asked for. */
  readonly key: string | undefined;
}

/**
 * Loads an unchanged `@azure/functions` v4 app into this process and runs it: HTTP, Cosmos DB change feed, Service Bus,
 * timer and warmup triggers. One app a process, since the library's state is the process's.
 *
 * Rejects with a StartupError where the real host would drop a function silently, and when the port is taken. Services
 * that do not answer yet are waited for. `close` takes no new work, lets running calls end and gives leases back.
 */
export async function startFunctionsHost(options: FunctionsHostOptions): Promise<FunctionsHost> {
  const { appRoot, data, log = console.log } = options;
  const settings = Object.assign(process.env, options.settings);
  const told = readHostJson(appRoot);
  const host = options.rewriteDates === true ? { ...told, cosmos: { rewritesDates: true } } : told;
  const app = await load(appRoot, log);
  const registered = hostedFunctions(app.registry);
  refuseBrokenRegistrations(registered);
  const chosen = chosenFunctions(registered, settings, options.functions);
  const bindings = appBindings(chosen.running, settings);
  const runner = functionRunner({ app, bindingsOf: bindings.of, timeout: host.functionTimeout, log });
  const keys = options.keys === false ? undefined : hostKeys(data && join(data, 'keys.json'));
  const front = httpFront({
    port: options.port ?? 0,
    chosen,
    routePrefix: host.routePrefix,
    runner,
    startByHand: (fn, input) => startByHand(runner, fn, input),
    keys,
    crossOrigin: options.crossOrigin,
    httpUri: app.httpUri,
    log,
  });
  const triggered = listenersFor(chosen.running, { settings, host, runner, data, log });
  const http = await front.listen();
  const url = `http://127.0.0.1:${http.port}`;
  for (const { listener } of triggered) listener.start();
  for (const line of startLines({ url, routes: front.routes, triggered, chosen, keys })) log(line);

  return {
    url,
    functions: chosen.running.map(({ name }) => name),
    key: keys?.host,
    address: url,
    close: async () => {
      await Promise.all([http.close(), ...triggered.map(({ listener }) => listener.stop())]);
      await runner.idle();
      for (const hook of app.registry.hooks.appTerminate) await hook({ hookData: {} });
      await bindings.close();
    },
  };
}

/** What library and app say outside of a call is shown from warnings up. */
async function load(appRoot: string, log: (line: string) => void): Promise<LoadedApp> {
  const registry = emptyRegistry();
  installCoreApi(registry, (level, _, message) => {
    if (level === 'warning' || level === 'error' || level === 'critical') log(`  ${message}`);
  });
  return loadApp(appRoot, registry);
}
