import { browse, condition, countMessages, deadLetterPath, Refusal, type Broker } from '../../entities/index.ts';
import { json, notFound, type Administered, type HttpAnswer } from '../http-answer.ts';
import type { HttpRequest } from '../http-request.ts';
import { messageJson } from './message-json.ts';

const messagesRoute = /^\/_local\/entities\/(?<path>.+)\/messages$/;
const mostMessages = 1000;

/** Answers what people and scripts ask about entities and messages. */
export function answerFace({ broker }: Administered, { request, url, path }: HttpRequest): HttpAnswer {
  if (request.method !== 'GET') return json(405, { status: 405, title: 'Only GET is answered here' });
  if (path === '/_local/entities') return json(200, { entities: countMessages(broker) });
  const entity = messagesRoute.exec(path)?.groups?.['path'];
  return entity === undefined
    ? notFound(`There is nothing at ${path}.`)
    : listMessages(broker, entity, url.searchParams);
}

/** Messages in order, from a sequence number on; with `deadLetter` those that died. */
function listMessages(broker: Broker, path: string, query: URLSearchParams): HttpAnswer {
  const isDeadLetter = ['', 'true', '1'].includes(query.get('deadLetter') ?? 'false');
  try {
    const entity = broker.directory.get(isDeadLetter ? deadLetterPath(path) : path);
    const limit = Math.min(Number(query.get('limit') ?? 100) || 100, mostMessages);
    const rows = browse(broker, entity, { fromSequence: Number(query.get('from') ?? 0) || 0, limit, session: null });
    return json(200, { messages: rows.map((row) => messageJson(broker, row)) });
  } catch (error) {
    if (error instanceof Refusal && error.condition === condition.notFound) return notFound(error.message);
    throw error;
  }
}
