import type { IncomingMessage } from 'node:http';
import type { HostedFunction } from '../host/hosted-function.ts';
import { keyOf, type OwnPages } from './answer-request.ts';
import { isAllowed, type HostKeys } from './keys.ts';
import { readBody } from './request-body.ts';
import { requestUrl } from './request-data.ts';
import { emptyAnswer, type Answer } from './response-data.ts';
import type { Route } from './routes.ts';

/** Starts a function that no HTTP request triggers, with a hand-written input. */
export type StartByHand = (fn: HostedFunction, input: string) => void;

/**
 * The pages that the Functions host has of its own: `/`, `/admin/host/status`, `/admin/host/ping`, `/admin/functions`,
 * and `POST /admin/functions/NAME` with `{ "input": "..." }` (Microsoft Learn, "Manually run a non HTTP-triggered
 * function"). Where keys are asked for, the administration asks for the master key. Everything else below `/admin` and
 * `/runtime` is 404: those paths are reserved.
 */
export function ownPages(
  functions: readonly HostedFunction[],
  routes: readonly Route[],
  keys: HostKeys | undefined,
  start: StartByHand,
): OwnPages {
  return (request, path) => {
    if (path === '' && request.method === 'GET') return Promise.resolve(landingPage(routes));
    if (!/^(admin|runtime)(\/|$)/i.test(path)) return undefined;
    const url = requestUrl(request);
    const key = url && keyOf(request, url);
    if (keys !== undefined && !isAllowed('admin', key, keys)) return Promise.resolve(emptyAnswer(401));
    return administration(request, path.toLowerCase().replace(/\/$/, ''), functions, start);
  };
}

async function administration(
  request: IncomingMessage,
  path: string,
  functions: readonly HostedFunction[],
  start: StartByHand,
): Promise<Answer> {
  const page = request.method === 'GET' ? readPage(path, functions) : undefined;
  if (page !== undefined) return page;
  const fn = functionOf(path, functions);
  if (fn === undefined || request.method !== 'POST' || fn.trigger.type === 'httpTrigger') return emptyAnswer(404);
  const input = inputOf((await readBody(request)) ?? Buffer.alloc(0));
  if (input === undefined) return json(400, { message: 'Send JSON such as { "input": "text" }.' });
  start(fn, input);
  return emptyAnswer(202);
}

function readPage(path: string, functions: readonly HostedFunction[]): Answer | undefined {
  if (path === 'admin/host/ping') return emptyAnswer(200);
  if (path === 'admin/host/status') return json(200, hostStatus());
  if (path === 'admin/functions') return json(200, functions.map(describe));
  const fn = functionOf(path, functions);
  return fn && json(200, describe(fn));
}

function functionOf(path: string, functions: readonly HostedFunction[]): HostedFunction | undefined {
  const name = /^admin\/functions\/([^/]+)$/.exec(path)?.[1];
  return functions.find((each) => each.name.toLowerCase() === name);
}

function inputOf(body: Buffer): string | undefined {
  if (body.length === 0) return '';
  try {
    const { input = '' } = JSON.parse(body.toString('utf8')) as { input?: unknown };
    return typeof input === 'string' ? input : JSON.stringify(input);
  } catch {
    return undefined;
  }
}

function hostStatus(): object {
  return { id: 'annal-local', state: 'Running', version: '4.1052.200', processUptime: Math.round(performance.now()) };
}

function describe({ name, trigger, metadata }: HostedFunction): object {
  const bindings = Object.entries(metadata.bindings).map(([binding, options]) => ({ ...options, name: binding }));
  return { name, language: 'node', isDisabled: false, config: { bindings }, trigger: trigger.type };
}

function json(status: number, value: unknown): Answer {
  const body = Buffer.from(JSON.stringify(value));
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body };
}

function landingPage(routes: readonly Route[]): Answer {
  const rows = routes.map(({ methods, path }) => `<li><code>${methods.join(', ')} /${escape(path)}</code></li>`);
  const page =
    '<!doctype html><meta charset="utf-8"><title>Functions</title>' +
    `<h1>The function app is up and running</h1><ul>${rows.join('')}</ul>`;
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(page) };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
