import type { IncomingMessage } from 'node:http';

/** No description of an entity comes near this, in bytes. */
export const bodyLimit = 1_048_576;

/** Reads what a client sent; undefined when it is more than anyone has to say. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
