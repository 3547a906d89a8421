import type { IncomingMessage } from 'node:http';

/** A request that has been read. */
export interface HttpRequest {
  readonly request: IncomingMessage;
  readonly url: URL;
  /** Decoded. */
  readonly path: string;
  readonly body: string;
}
