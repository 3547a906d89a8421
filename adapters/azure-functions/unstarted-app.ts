import { app, type HttpHandler } from '@azure/functions';

/** How long clients should wait before they try again, in seconds: somebody has to change a setting first. */
const retryAfter = '60';

/**
 * Registers one function in the place of an app that did not start, and returns its handler: it answers every request with
 * 503 and the reason, and logs the reason as an error each time. An app without any function would answer 404, and the host would
 * say no more than "No job functions found". The name of the function is what the portal then lists.
 */
export const unstartedApp = (reason: string): HttpHandler => {
  const handler: HttpHandler = (_, context) => {
    context.error(reason);
    const problem = {
      type: 'urn:annal:problem:app-did-not-start',
      title: 'The app did not start. Its settings or its runtime must be changed first.',
      status: 503,
      detail: reason,
    };
    const headers = {
      'content-type': 'application/problem+json',
      'retry-after': retryAfter,
      'cache-control': 'no-store',
    };
    return { status: 503, headers, jsonBody: problem };
  };
  app.http('AppDidNotStart', {
    route: '{*path}',
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
    authLevel: 'anonymous',
    handler,
  });
  return handler;
};
