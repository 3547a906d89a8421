import { condition, countMessages, Refusal, type Broker } from '../../entities/index.ts';
import { json, notFound, type Administered, type HttpAnswer } from '../http-answer.ts';
import type { HttpRequest } from '../http-request.ts';
import { answerFaults } from './fault-routes.ts';
import { listMessages, placeOf, tendMessages } from './message-routes.ts';
import { pageFile } from './page-files.ts';
import { strangeness } from './refuse-strangers.ts';

const messagesRoute = /^\/_local\/entities\/(?<path>.+)\/messages(?:\/(?<verb>resubmit|delete))?$/;

/** Answers whoever looks at entities and messages, with a browser or a script, and does what they ask for. */
export async function answerFace(administered: Administered, asked: HttpRequest): Promise<HttpAnswer> {
  const strange = strangeness(asked.request);
  if (strange !== undefined)
    return json(403, { status: 403, title: 'This is for people at this machine', detail: strange });
  try {
    return await route(administered, asked);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.condition === condition.notFound) return notFound(error.message);
    return json(400, { status: 400, title: 'Refused', detail: error.message });
  }
}

async function route({ broker, faults }: Administered, asked: HttpRequest): Promise<HttpAnswer> {
  const { request, path } = asked;
  const { path: entity, verb } = messagesRoute.exec(path)?.groups ?? {};
  if (entity !== undefined) return answerMessages(broker, asked, { entity, verb });
  if (path === '/_local/faults') return answerFaults(faults, asked);
  if (!isReading(request)) return notAllowed('GET');
  if (path === '/_local/entities') return json(200, { entities: countMessages(broker) });
  return page(path) ?? notFound(`There is nothing at ${path}.`);
}

async function answerMessages(
  broker: Broker,
  { request, url, body }: HttpRequest,
  { entity, verb }: { readonly entity: string; readonly verb: string | undefined },
): Promise<HttpAnswer> {
  if (verb !== 'resubmit' && verb !== 'delete') {
    if (!isReading(request)) return notAllowed('GET');
    return listMessages(broker, placeOf(broker, entity, url.searchParams), url.searchParams);
  }
  if (request.method !== 'POST') return notAllowed('POST');
  return tendMessages(broker, placeOf(broker, entity, url.searchParams), { verb, body });
}

function isReading({ method }: HttpRequest['request']): boolean {
  return method === 'GET' || method === 'HEAD';
}

function page(path: string): HttpAnswer | undefined {
  // Without its last slash the page would look for its files one level too high.
  if (path === '/_local') return { status: 308, type: 'text/plain', body: '', location: '/_local/' };
  return pageFile(path.slice('/_local/'.length) || 'index.html');
}

function notAllowed(method: string): HttpAnswer {
  return json(405, { status: 405, title: `Only ${method} is answered here` });
}
