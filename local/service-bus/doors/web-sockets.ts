import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, WebSocketServer } from 'ws';

/** Where clients that speak AMQP over a web socket knock: they know this path by heart. */
const path = '/$servicebus/websocket';
/** AMQP over web sockets (OASIS AMQP WebSocket Binding 1.0, 2.1), and the older name that `@azure/service-bus` offers. */
const subprotocols = ['amqp', 'AMQPWSB10'];
/** Clients put a frame or a few into one message of a web socket, and frames are at most 64 KB long. */
const longestMessage = 16 * 1024 * 1024;

/** Lets an HTTP server take web sockets that carry AMQP; others, and clients that speak nothing we know, get 400 or 404. */
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
    if (refusal !== undefined) socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    else server.handleUpgrade(request, socket, head, (webSocket) => amqp(createWebSocketStream(webSocket)));
  });
}

function refusalOf({ url = '', headers }: IncomingMessage): string | undefined {
  if (url.replace(/\?.*$/, '').toLowerCase() !== path) return '404 Not Found';
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  return offered.some((name) => subprotocols.includes(name)) ? undefined : '400 Bad Request';
}
