import type { IncomingHttpHeaders } from 'node:http';

/** A request as a fault's `match` sees it. `path` is decoded: `/dbs/annal/colls/events/docs`. */
export interface FaultRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
