import type { IncomingMessage } from 'node:http';
import { tooLarge } from '../operations/failure.ts';

// More than the largest item and its largest escapes. What is larger is refused here; the operations know finer limits.
const largestBody = 8 * 1024 * 1024;

/** Reads a body to its end, also when it is too large: a client that is still sending would not read the answer. Throws 413. */
export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largestBody) chunks.push(chunk);
  }
  if (size > largestBody) throw tooLarge();
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}
