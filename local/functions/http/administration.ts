import type { IncomingMessage } from 'node:http';
import type { ChosenFunctions } from '../host/chosen-functions.ts';
import type { HostedFunction } from '../host/hosted-function.ts';
import { readBody } from './request-body.ts';
import { emptyAnswer, jsonAnswer, type Answer } from './response-data.ts';

/** Starts a function that no HTTP request triggers, with a hand-written input; settles when it has ended. */
export type StartByHand = (fn: HostedFunction, input: string) => Promise<unknown>;

/** Answers for a path below `/admin`, in lower case without slashes at its ends. */
export type Administration = (request: IncomingMessage, path: string) => Promise<Answer>;

/**
 * `/admin/host/status`, `/admin/host/ping`, `/admin/functions`, and `POST /admin/functions/NAME` with
 * `{ "input": "..." }` (Microsoft Learn, "Manually run a non HTTP-triggered function"). `/admin/warmup` calls the warmup
 * function and answers when it is done, as Azure does with a new instance before it gets requests.
 */
export function administration({ running, disabled }: ChosenFunctions, start: StartByHand): Administration {
  const pages: Readonly<Record<string, () => Answer>> = {
    'admin/host/ping': () => emptyAnswer(200),
    'admin/host/status': () => jsonAnswer(200, hostStatus()),
    'admin/functions': () =>
      jsonAnswer(200, [...running.map((fn) => describe(fn, false)), ...disabled.map((fn) => describe(fn, true))]),
  };
  return async (request, path) => {
    if (path === 'admin/warmup') return warmUp(request, running, start);
    const page = request.method === 'GET' ? pages[path]?.() : undefined;
    if (page !== undefined) return page;
    const name = /^admin\/functions\/([^/]+)$/.exec(path)?.[1];
    const fn = running.find((each) => each.name.toLowerCase() === name);
    if (fn === undefined) return emptyAnswer(404);
    if (request.method === 'GET') return jsonAnswer(200, describe(fn, false));
    return request.method === 'POST' ? startWith(request, fn, start) : emptyAnswer(404);
  };
}

async function warmUp(
  { method }: IncomingMessage,
  running: readonly HostedFunction[],
  start: StartByHand,
): Promise<Answer> {
  if (method !== 'GET' && method !== 'POST') return emptyAnswer(404);
  const fn = running.find(({ trigger }) => trigger.type === 'warmupTrigger');
  if (fn !== undefined) await start(fn, '');
  return emptyAnswer(200);
}

async function startWith(request: IncomingMessage, fn: HostedFunction, start: StartByHand): Promise<Answer> {
  if (fn.trigger.type === 'httpTrigger') return emptyAnswer(404);
  const input = inputOf((await readBody(request)) ?? Buffer.alloc(0));
  if (input === undefined) return jsonAnswer(400, { message: 'Send JSON such as { "input": "text" }.' });
  void start(fn, input);
  return emptyAnswer(202);
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

function describe({ name, trigger, metadata }: HostedFunction, isDisabled: boolean): object {
  const bindings = Object.entries(metadata.bindings).map(([binding, options]) => ({ ...options, name: binding }));
  return { name, language: 'node', isDisabled, config: { bindings }, trigger: trigger.type };
}
