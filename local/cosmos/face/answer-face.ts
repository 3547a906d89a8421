import { CosmosFailure, notFound } from '../operations/failure.ts';
import type { Cosmos } from '../operations/operation.ts';
import { pathOf, type FaceAnswer, type FaceRequest } from './face-request.ts';
import { overview } from './overview.ts';
import { pageFile } from './page-files.ts';
import { refuseStrangers } from './refuse-strangers.ts';
import { runQuery } from './run-query.ts';

/** Answers a request of somebody who looks at the data with a browser. It only reads. Throws a CosmosFailure. */
export async function answerFace(cosmos: Cosmos, request: FaceRequest): Promise<FaceAnswer> {
  refuseStrangers(request);
  const { status, headers, body } = await route(cosmos, request);
  const careful = {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
  return { status, headers: { ...careful, ...headers }, body };
}

function route(cosmos: Cosmos, request: FaceRequest): FaceAnswer | Promise<FaceAnswer> {
  const path = pathOf(request.url);
  // Without its last slash the page would look for its files one level too high.
  if (path === '/_local') return { status: 308, headers: { location: '/_local/' }, body: '' };
  if (path === '/_local/api/query') return only('POST', request, () => runQuery(cosmos, request).then(json));
  if (path === '/_local/api/overview') return json(only('GET', request, () => overview(cosmos)));
  const [, file] = /^\/_local\/([^/]*)$/.exec(path) ?? [];
  if (file === undefined) throw notFound(path);
  return only('GET', request, () => pageFile(file === '' ? 'index.html' : file));
}

function only<T>(method: string, request: FaceRequest, answer: () => T): T {
  if (request.method !== method) throw new CosmosFailure(405, `This path does not support ${request.method}.`);
  return answer();
}

function json(value: unknown): FaceAnswer {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
