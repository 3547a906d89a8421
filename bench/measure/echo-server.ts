// What HTTP itself allows here: a server that reads a request and sends its body back, and does nothing else.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const server = createServer((message, response) => {
  const chunks: Buffer[] = [];
  message.on('data', (chunk: Buffer) => chunks.push(chunk));
  message.on('end', () => {
    response.writeHead(201, { 'content-type': 'application/json' }).end(Buffer.concat(chunks));
  });
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ state: 'ready', address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
});
process.on('disconnect', () => process.exit());
