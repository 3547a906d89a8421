import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { condition, type Broker } from '../entities/index.ts';
import { acceptConnection } from './accept-connection.ts';
import type { ClientConnection } from './client-connection.ts';
import type { Faults } from './faults.ts';
import { createContainer } from './rhea-internals.ts';
import type { SharedAccessKey } from './shared-access-signature.ts';

/** What the server needs. */
export interface AmqpServerOptions {
  readonly broker: Broker;
  readonly key: SharedAccessKey;
  readonly faults: Faults;
  /** What a new connection meets first: it is given who speaks AMQP, and may know others who speak something else. */
  readonly doors: (amqp: (stream: Duplex) => void) => (socket: Socket) => void;
}

/** The AMQP side of the broker. */
export interface AmqpServer {
  /** Listens on 127.0.0.1; 0 takes any free port. Gives the port. Rejects as `net.Server` does. */
  listen(port: number): Promise<number>;
  /** Cuts all connections without a word, as a broken network does. */
  readonly dropConnections: () => void;
  /** Stops listening and cuts all connections. */
  readonly goDown: () => Promise<void>;
  /** Stops listening and says good-bye: clients see `amqp:connection:forced` and reconnect when they can. */
  close(): Promise<void>;
}

/** How long clients have to answer the good-bye, in milliseconds. */
const farewell = 500;

/** Prepares the server; it is silent until `listen`. */
export function createAmqpServer(options: AmqpServerOptions): AmqpServer {
  const container = createMechanisms(options.key);
  const connections = new Map<Duplex, ClientConnection>();
  const sockets = new Set<Socket>();
  const welcome = options.doors((stream) => {
    connections.set(stream, acceptConnection(container, stream, options));
    stream.once('close', () => connections.delete(stream));
  });
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    welcome(socket);
  });

  function dropConnections(): void {
    for (const stream of [...sockets, ...connections.keys()]) stream.destroy();
  }

  return {
    async listen(port) {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      return typeof address === 'object' && address ? address.port : port;
    },
    dropConnections,
    async goDown() {
      const closed = stopListening(server);
      dropConnections();
      await closed;
    },
    async close() {
      const closed = [stopListening(server), ...[...connections.keys()].map(untilClosed)];
      for (const { wire } of connections.values())
        wire.close({ condition: condition.forced, description: 'The local Service Bus is shutting down.' });
      const late = setTimeout(dropConnections, farewell);
      await Promise.all(closed);
      clearTimeout(late);
    },
  };
}

/** A web socket may have come in at a port that is not ours, and end after our server. */
function untilClosed(stream: Duplex): Promise<void> {
  return new Promise((resolve) => {
    stream.once('close', resolve);
  });
}

function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

/** Clients prove who they are by tokens, so that SASL lets everyone pass; PLAIN must be right all the same. */
function createMechanisms({ name, key }: SharedAccessKey): ReturnType<typeof createContainer> {
  const container = createContainer();
  const mechanisms = container.sasl_server_mechanisms as Record<string, unknown> & {
    enable_anonymous(): void;
    enable_plain(check: (user: string, password: string) => boolean): void;
  };
  mechanisms.enable_anonymous();
  mechanisms.enable_plain((user, password) => user === name && password === key);
  for (const passing of ['MSSBCBS', 'EXTERNAL']) mechanisms[passing] = () => new PassingMechanism();
  container.on('error', () => undefined);
  return container;
}

/** A mechanism that asks nothing; `rhea` reads the outcome after `start`. */
class PassingMechanism {
  outcome: true | undefined;

  start(): void {
    this.outcome = true;
  }
}
