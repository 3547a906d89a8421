import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';

/** A request that this process has sent and that was answered. */
export interface AnsweredRequest {
  readonly method: string;
  /** Decoded: `/dbs/annal/colls/events/docs`. */
  readonly path: string;
  readonly status: number | undefined;
  /** The value of the partition key that it went to, if it went to one: for the events the id of a stream. */
  readonly partition: string | undefined;
  /** What Cosmos DB charged for it; 0 when it did not say. */
  readonly requestUnits: number;
}

/** The HTTP requests that went over the wire during some work, from any sender, in the order of their answers. */
export const answeredRequests = async (work: () => Promise<unknown>): Promise<readonly AnsweredRequest[]> => {
  const answered: AnsweredRequest[] = [];
  const record = (message: unknown): void => {
    const { request, response } = message as { readonly request: ClientRequest; readonly response: IncomingMessage };
    answered.push({
      method: request.method,
      path: decodeURIComponent(request.path),
      status: response.statusCode,
      partition: partitionIn(String(request.getHeader('x-ms-documentdb-partitionkey') ?? '')),
      requestUnits: Number(response.headers['x-ms-request-charge'] ?? 0),
    });
  };
  subscribe('http.client.response.finish', record);
  try {
    await work();
  } finally {
    unsubscribe('http.client.response.finish', record);
  }
  return answered;
};

/** The header is a list of values in JSON. */
const partitionIn = (header: string): string | undefined => /^\["([^"]*)"\]$/.exec(header)?.[1];
