import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';

/** Requests for documents. What the SDK asks about the account and its containers, it asks once, and nobody pays for it. */
const forDocuments = /\/colls\/[^/]+\/docs(\/|$)/;

/**
 * The SDK's own HTTP client, which tells the request units of each request for documents when that is over: of each try, and
 * also of refused ones. A request that was never answered tells 0, as nobody knows whether it was charged.
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
