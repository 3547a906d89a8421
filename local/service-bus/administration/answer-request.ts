import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { foreignRequest } from '@annal/local-server';
import { leastAnswerTime } from '../answer-time.ts';
import { answerAtom, refuseAtom } from './atom/index.ts';
import { answerFace } from './face/index.ts';
import { json, notFound, type Administered, type HttpAnswer } from './http-answer.ts';

/**
 * Answers one request: `/health`, what is under `/_local`, and else the ATOM protocol, where every path is the name of
 * an entity.
 */
export async function answerRequest(
  administered: Administered,
  request: IncomingMessage,
  body: string,
): Promise<HttpAnswer> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const isAtom = url.searchParams.has('api-version');
  const foreign = foreignRequest(request.headers);
  if (foreign !== undefined) return isAtom ? refuseAtom(403, foreign) : refuseForeign(foreign);
  const path = decodedPath(url);
  if (path === undefined) return notFound('The path has a broken escape.');
  if (isAtom) {
    const due = wait(leastAnswerTime);
    const answered = await answerAtom(administered, { request, url, path, body });
    return due.then(() => answered);
  }
  if (path === '/health') return json(200, { status: 'ok' });
  if (path === '/_local' || path.startsWith('/_local/')) return answerFace(administered, { request, url, path, body });
  return notFound(`There is nothing at ${path}. Begin at /_local/.`);
}

function refuseForeign(detail: string): HttpAnswer {
  return json(403, { status: 403, title: 'This is for people at this machine', detail });
}

function decodedPath({ pathname }: URL): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}
