import type { HttpHandler } from '@azure/functions';
import { httpRoute } from '../http-route.ts';
import { openApiDocument, type ApiInfo } from './document.ts';
import { describedOperations } from './operation.ts';

/**
 * Registers `GET /api/openapi.json`: all routes that this app has registered, described at the first request. Open to everybody.
 */
export const openApiRoute = (name: string, info: ApiInfo): HttpHandler => {
  let document: unknown;
  return httpRoute({
    name,
    method: 'GET',
    path: 'openapi.json',
    answer: async () => {
      document ??= openApiDocument(info, describedOperations());
      return { status: 200, jsonBody: document };
    },
  });
};
