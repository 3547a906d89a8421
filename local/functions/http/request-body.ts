import type { IncomingMessage } from 'node:http';

/** The largest request body that the Functions host takes, in bytes (Microsoft Learn, "HTTP trigger", limits). */
export const maxBodySize = 100 * 1024 * 1024;

/** A body as it comes. Throws once it is larger than the host takes, or when the caller goes away. */
export async function* limitedBody(request: IncomingMessage): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodySize) throw new Error('The body is larger than the host takes.');
    yield chunk;
  }
}

/** Reads a request's body; undefined when it is larger than the host takes. Rejects when the caller goes away. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxBodySize) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodySize) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
