import { browse, condition, countMessages, deadLetterPath, Refusal, type Broker } from '../entities/index.ts';
import { messageJson } from './message-json.ts';

/** An answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: unknown;
}

const messagesRoute = /^\/_local\/entities\/(?<path>.+)\/messages$/;
const mostMessages = 1000;

/** Answers one GET request. */
export function answerGet(broker: Broker, url: URL): HttpAnswer {
  const path = decodedPath(url);
  if (path === undefined) return notFound('The path has a broken escape.');
  if (path === '/health') return { status: 200, body: { status: 'ok' } };
  if (path === '/_local/entities') return { status: 200, body: { entities: countMessages(broker) } };
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
    return { status: 200, body: { messages: rows.map((row) => messageJson(broker, row)) } };
  } catch (error) {
    if (error instanceof Refusal && error.condition === condition.notFound) return notFound(error.message);
    throw error;
  }
}

function decodedPath({ pathname }: URL): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}

function notFound(detail: string): HttpAnswer {
  return { status: 404, body: { status: 404, title: 'Not found', detail } };
}
