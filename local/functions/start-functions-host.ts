import { join } from 'node:path';
import type { LocalService } from '../service-process.ts';
import { hostedFunctions } from './host/hosted-function.ts';
import { readHostJson } from './host/host-json.ts';
import { functionTable } from './host/log-lines.ts';
import { refuseBrokenRegistrations } from './host/registration-rules.ts';
import { functionRunner } from './host/run-function.ts';
import { answerRequest } from './http/answer-request.ts';
import { hostKeys } from './http/keys.ts';
import { ownPages } from './http/own-pages.ts';
import { httpRoutes } from './http/routes.ts';
import { listen } from './http/serve.ts';
import { listenersFor } from './triggers/listeners-for.ts';
import type { TriggeredFunction } from './triggers/listener.ts';
import { startByHand } from './triggers/start-by-hand.ts';
import { emptyRegistry } from './worker/app-registry.ts';
import { installCoreApi } from './worker/core-api.ts';
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
  /** Ask for the keys that functions with an authLevel want. Off by default, as under `func start`. */
  readonly requireKeys?: boolean;
  /** Takes the host's lines; by default they go to standard output. */
  readonly log?: (line: string) => void;
}

/** A running Functions host. */
export interface FunctionsHost extends LocalService {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** The names of the app's functions. */
  readonly functions: readonly string[];
}

/**
 * Loads an unchanged `@azure/functions` v4 app into this process and runs it: HTTP, Cosmos DB change feed, Service Bus
 * and timer triggers. One app a process, since the library's state is the process's.
 *
 * Rejects with a StartupError where the real host would drop a function silently, and when the port is taken. Services
 * that do not answer yet are waited for. `close` takes no new work, lets running calls end and gives leases back.
 */
export async function startFunctionsHost(options: FunctionsHostOptions): Promise<FunctionsHost> {
  const { appRoot, port = 0, data, log = console.log } = options;
  Object.assign(process.env, options.settings);
  const host = readHostJson(appRoot);
  const registry = emptyRegistry();
  installCoreApi(registry, (level, _, message) => {
    if (level === 'warning' || level === 'error' || level === 'critical') log(`  ${message}`);
  });
  const model = await loadApp(appRoot, registry);
  const functions = hostedFunctions(registry);
  refuseBrokenRegistrations(functions);
  const routes = httpRoutes(functions, host.routePrefix);
  const runner = functionRunner({ registry, model }, log);
  const triggered = listenersFor(functions, { settings: process.env, host, runner, data, log });

  const keys = options.requireKeys ? hostKeys(data && join(data, 'keys.json')) : undefined;
  const pages = ownPages(functions, routes, keys, (fn, input) => startByHand(runner, fn, input));
  const http = await listen(port, (request) => answerRequest({ routes, runner, keys, ownPages: pages }, request));
  const url = `http://127.0.0.1:${http.port}`;
  for (const { listener } of triggered) listener.start();

  const answering = routes.map(({ fn, methods, path }) => ({ fn, listensTo: `${methods.join(',')} ${url}/${path}` }));
  for (const line of tableOf([...answering, ...triggered])) log(line);
  if (keys !== undefined) log(`keys are required: x-functions-key: ${keys.host} (master: ${keys.master})`);

  return {
    url,
    functions: functions.map(({ name }) => name),
    address: url,
    close: async () => {
      await Promise.all([http.close(), ...triggered.map(({ listener }) => listener.stop())]);
      await runner.idle();
      for (const hook of registry.hooks.appTerminate) await hook({ hookData: {} });
    },
  };
}

type Row = Pick<TriggeredFunction, 'fn' | 'listensTo'>;

function tableOf(rows: readonly Row[]): readonly string[] {
  const cells = rows.map(({ fn, listensTo }) => ({ name: fn.name, trigger: kind(fn), listensTo }));
  return [`${rows.length} functions`, ...functionTable(cells)];
}

function kind(fn: { readonly trigger: { readonly type: string } }): string {
  return fn.trigger.type.replace(/Trigger$/, '');
}
