import { Refusal, type Broker } from '../../entities/index.ts';
import { durably } from '../durably.ts';
import type { Administered, HttpAnswer } from '../http-answer.ts';
import type { HttpRequest } from '../http-request.ts';
import { asAtomError, AtomError } from './atom-error.ts';
import { readAtomPath, type AtomTarget } from './atom-path.ts';
import { get } from './get.ts';
import { isAuthorized } from './is-authorized.ts';
import { put } from './put.ts';
import { remove } from './remove.ts';
import { element } from './write-xml.ts';

const atomType = 'application/atom+xml;type=entry;charset=utf-8';

/**
 * Answers a management client ("Service Bus resource manager REST API" in Microsoft's documentation, the protocol of
 * `ServiceBusAdministrationClient`). What it changes is on disk before the answer leaves.
 */
export async function answerAtom({ broker, key }: Administered, asked: HttpRequest): Promise<HttpAnswer> {
  try {
    if (!isAuthorized(asked.request.headers.authorization, asked.url.pathname, key, broker.now()))
      throw new AtomError(401, 'MalformedToken: a valid shared access signature for this address is required.');
    const target = readAtomPath(asked.path);
    if (!target) throw new AtomError(404, 'The messaging entity of an empty name could not be found.');
    return await answer(broker, target, asked);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, message } = asAtomError(error);
    return refuseAtom(status, message);
  }
}

/** Refuses a request as management clients expect it: a status, and an `Error` with the text that they show. */
export function refuseAtom(status: number, detail: string): HttpAnswer {
  const body = element('Error', [element('Code', status), element('Detail', detail)]);
  return { status, type: 'application/xml; charset=utf-8', body: body.xml };
}

async function answer(broker: Broker, target: AtomTarget, { request, url, body }: HttpRequest): Promise<HttpAnswer> {
  const host = request.headers.host ?? '127.0.0.1';
  if (request.method === 'GET' || request.method === 'HEAD')
    return { status: 200, type: atomType, body: get(broker, target, { host, url }) };
  if (request.method === 'PUT') {
    const isUpdate = request.headers['if-match'] !== undefined;
    const document = await durably(broker, () => put(broker, target, { host, isUpdate, body }));
    return { status: isUpdate ? 200 : 201, type: atomType, body: document };
  }
  if (request.method !== 'DELETE') throw new AtomError(405, 'Only GET, PUT and DELETE are answered here.');
  await durably(broker, () => {
    remove(broker, target);
  });
  return { status: 200, type: atomType, body: '' };
}
