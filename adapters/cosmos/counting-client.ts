import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';

/** The paths of requests for documents. Requests about the account and its containers are sent once, and are free. */
const forDocuments = /\/colls\/[^/]+\/docs(\/|$)/;

/**
 * The SDK's own HTTP client, which also reports the request units of each request for documents: of each try, refused ones
 * included. It reports 0 for a request without an answer, because its charge is unknown.
 */
export const countingClient = (report: (charge: number) => void): HttpClient => {
  const client = createDefaultHttpClient();
  return {
    sendRequest: async (request) => {
      if (!forDocuments.test(new URL(request.url).pathname)) return client.sendRequest(request);
      let charge = 0;
      try {
        const response = await client.sendRequest(request);
        charge = Number(response.headers.get('x-ms-request-charge') ?? 0);
        return response;
      } finally {
        report(charge);
      }
    },
  };
};
