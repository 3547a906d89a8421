import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { foreignRequest } from '@annal/local-server';
import { createWebSocketStream, WebSocketServer } from 'ws';

/** Where clients that speak AMQP over a web socket knock: they know this path by heart. */
const path = '/$servicebus/websocket';
/** AMQP over web sockets (OASIS AMQP WebSocket Binding 1.0, 2.1), and the older name that `@azure/service-bus` offers. */
const subprotocols = ['amqp', 'AMQPWSB10'];
/** Clients put a frame or a few into one message of a web socket, and frames are at most 64 KB long. */
const longestMessage = 16 * 1024 * 1024;

/**
 * Lets an HTTP server take web sockets that carry AMQP. Others get 404, clients that speak nothing we know 400, and pages
 * of other sites, which a browser lets open a web socket to anywhere, 403.
 */
export function openWebSockets(http: HttpServer, amqp: (stream: Duplex) => void): void {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: longestMessage,
    perMessageDeflate: false,
    handleProtocols: (offered) => subprotocols.find((name) => offered.has(name)) ?? false,
  });
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = refusalOf(request);
    socket.on('error', () => socket.destroy());
    if (refusal !== undefined) refuse(socket, refusal);
    else server.handleUpgrade(request, socket, head, (webSocket) => amqp(createWebSocketStream(webSocket)));
  });
}

interface HandshakeRefusal {
  readonly status: string;
  readonly detail: string;
}

function refusalOf({ url = '', headers }: IncomingMessage): HandshakeRefusal | undefined {
  const foreign = foreignRequest(headers);
  if (foreign !== undefined) return { status: '403 Forbidden', detail: foreign };
  if (url.replace(/\?.*$/, '').toLowerCase() !== path)
    return { status: '404 Not Found', detail: `Web sockets are taken at ${path} only.` };
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  if (offered.some((name) => subprotocols.includes(name))) return undefined;
  return { status: '400 Bad Request', detail: `The subprotocol must be one of ${subprotocols.join(', ')}.` };
}

function refuse(socket: Duplex, { status, detail }: HandshakeRefusal): void {
  const headers = `Connection: close\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(detail)}`;
  socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${detail}`);
}
