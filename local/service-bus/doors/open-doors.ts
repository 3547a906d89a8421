import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer } from 'node:tls';
import type { Certificate } from './self-signed.ts';
import { openWebSockets } from './web-sockets.ts';

/** Who speaks what with a connection. */
export interface Doors {
  readonly amqp: (stream: Duplex) => void;
  readonly http: HttpServer;
  readonly certificate: Certificate;
}

const firstByte = { amqp: 'A'.charCodeAt(0), tlsHandshake: 0x16 } as const;

/**
 * Lets one port speak AMQP, also in web sockets, and HTTP, in the clear and over TLS. All of them begin with bytes of the client, and the
 * first one tells: a TLS record of the handshake begins with 22 (RFC 8446, 5.1), the protocol header of AMQP with its
 * name (AMQP 1.0, 2.2), and whatever else is left to HTTP. `ServiceBusAdministrationClient` needs this: it asks for
 * https at the very port that its connection string names.
 */
export function openDoors({ amqp, http, certificate }: Doors): (socket: Socket) => void {
  const { certificate: cert, key } = certificate;
  const secure = createServer({ cert, key, ALPNProtocols: ['http/1.1'] }, (socket) => greet(socket, plain));
  secure.on('tlsClientError', () => undefined); // a client that does not trust the certificate goes away
  openWebSockets(http, amqp);

  function plain(socket: Socket, first: number): void {
    if (first === firstByte.amqp) amqp(socket);
    else http.emit('connection', socket);
    process.nextTick(() => socket.resume());
  }

  return (socket) =>
    greet(socket, (opened, first) => {
      // TLS takes what was read over from the socket, which must not flow by itself any more.
      if (first === firstByte.tlsHandshake) secure.emit('connection', opened);
      else plain(opened, first);
    });
}

/** Looks at the first byte and leaves it where it was. */
function greet(socket: Socket, welcome: (socket: Socket, first: number) => void): void {
  socket.on('error', () => socket.destroy());
  socket.once('data', (chunk: Buffer) => {
    socket.pause();
    socket.unshift(chunk);
    welcome(socket, chunk[0] ?? 0);
  });
}
