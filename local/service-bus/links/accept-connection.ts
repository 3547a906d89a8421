import type { Duplex } from 'node:stream';
import type { Container } from 'rhea';
import { attachIncoming, attachOutgoing } from './attach.ts';
import { openClientConnection, type ClientConnection, type ConnectionParts } from './client-connection.ts';
import { internalsOf } from './rhea-internals.ts';
import { repairConnection } from './rhea-repairs.ts';

const options = {
  max_frame_size: 65_536,
  channel_max: 4999,
  idle_time_out: 120_000,
  // Deliveries leave the outgoing buffer from its head only: one that is held long must not stop those behind it.
  session_buffer_size: { incoming: 2048, outgoing: 4096 },
  receiver_options: { autoaccept: false, credit_window: 500 },
  sender_options: { autosettle: false, treat_modified_as_released: false },
  tcp_no_delay: true,
};

/** Speaks AMQP with a client from the first byte on. */
export function acceptConnection(
  container: Container,
  stream: Duplex,
  parts: Omit<ConnectionParts, 'wire' | 'cut'>,
): ClientConnection {
  // rhea's typings know these options for clients and listeners only.
  const wire = internalsOf(container.create_connection({ ...options } as object as never));
  const connection = openClientConnection({ ...parts, wire, cut: () => stream.destroy() });
  repairConnection(wire);
  wire.on('receiver_open', ({ receiver }) => attachIncoming(connection, receiver));
  wire.on('sender_open', ({ sender }) => attachOutgoing(connection, sender));
  wire.on('receiver_close', ({ receiver }) => connection.endLinks({ link: receiver }, 'closed'));
  wire.on('sender_close', ({ sender }) => connection.endLinks({ link: sender }, 'closed'));
  wire.on('session_close', ({ session }) => connection.endLinks({ session }, 'closed'));
  wire.on('connection_close', () => connection.endLinks({}, 'closed'));
  // Unheard, an error of one client would end the process; the end of its connection, which follows, is enough.
  for (const event of ['receiver_error', 'sender_error', 'session_error', 'connection_error', 'protocol_error'])
    wire.on(event, () => undefined);
  wire.on('disconnected', () => undefined);
  wire.on('error', (error) => console.error('Service Bus: a connection failed and was ended.', error));
  stream.on('error', () => stream.destroy());
  stream.once('close', () => connection.endLinks({}, 'broken'));
  wire.accept(stream);
  return connection;
}
