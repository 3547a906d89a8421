/** A request for the page that people look at; no part of Cosmos's protocol. */
export interface FaceRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly header: (name: string) => string | undefined;
  /** Where the connection comes from. */
  readonly remoteAddress: string | undefined;
  readonly body: Buffer;
}

/** What is answered to it. */
export interface FaceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

const prefix = '/_local';

/** Whether a request is for the face. No path of Cosmos begins like this. */
export function isForFace(url: string): boolean {
  const path = pathOf(url);
  return path === prefix || path.startsWith(`${prefix}/`);
}

/** The path of a request, without its query. */
export function pathOf(url: string): string {
  return url.split('?')[0] ?? '';
}
