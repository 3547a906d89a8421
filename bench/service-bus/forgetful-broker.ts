// What `rhea` and the SDK allow here: a broker that takes everything, keeps nothing and gives the same message again and again.
import { createServer, type AddressInfo } from 'node:net';
import rhea, { type Connection, type EventContext } from 'rhea';

const messageBytes = 1024;
/** How many messages each session gives before it falls silent. */
const perSession = Number(process.argv[2] ?? 200);
const sessionFilter = 'com.microsoft:session-filter';
const section: unknown = rhea.message.data_section(Buffer.alloc(messageBytes, 'x'));

interface Handshake {
  enable_anonymous(): void;
}

const container = rhea.create_container();
(container.sasl_server_mechanisms as Handshake).enable_anonymous();
/** A moment in .NET ticks, which are beyond the integers of JavaScript. */
const farFuture: unknown = rhea.types.wrap_long(Buffer.from('08e0000000000000', 'hex'));
let sessions = 0;
let deliveries = 0;

container.on('connection_open', ({ connection }: EventContext) => {
  connection.open();
});
container.on('receiver_open', ({ receiver }: EventContext) => {
  receiver?.set_target({ address: receiver.target.address });
  if (receiver?.target.address === '$cbs') receiver.on('message', answerClaim);
});
container.on('sender_open', openSender);
for (const event of ['disconnected', 'error', 'connection_error', 'session_error'])
  container.on(event, () => undefined);

/** Every token is good. */
function answerClaim({ message, connection }: EventContext): void {
  const reply = {
    correlation_id: message?.message_id,
    application_properties: { 'status-code': 202, 'status-description': 'Accepted' },
    body: '',
  };
  repliers.get(connection)?.send(reply as never);
}

const repliers = new Map<Connection, NonNullable<EventContext['sender']>>();

function openSender({ sender, connection }: EventContext): void {
  if (!sender) return;
  const session = sessionOf(sender.source.filter);
  const filter = session === undefined ? {} : { filter: { [sessionFilter]: session } };
  sender.set_source({ address: sender.source.address, ...filter });
  if (sender.source.address === '$cbs') {
    repliers.set(connection, sender);
    return;
  }
  const { attach } = (sender as unknown as { local: { attach: Record<string, unknown> } }).local;
  attach['rcv_settle_mode'] = 1;
  attach['properties'] = { 'com.microsoft:locked-until-utc': farFuture };
  let left = perSession;
  sender.on('sendable', () => {
    while (left > 0 && sender.sendable()) {
      left -= 1;
      deliveries += 1;
      const tag = Buffer.alloc(16);
      tag.writeUInt32BE(deliveries);
      sender.send({ message_id: String(deliveries), group_id: session ?? '', body: section }, tag);
    }
  });
  sender.on('accepted', ({ delivery }: EventContext) => {
    if (!delivery) return;
    delivery.update(true, accepted());
    Object.assign(delivery, { remote_settled: true }); // the client does not answer this, and the delivery is over
  });
}

/** The outcome, which the typings leave out. */
function accepted(): never {
  const outcomes = rhea.message as unknown as { accepted(): { described(): never } };
  return outcomes.accepted().described();
}

/** Every session that is asked for is free, and a new one. */
function sessionOf(filter: unknown): string | undefined {
  if (filter === null || typeof filter !== 'object' || !(sessionFilter in filter)) return undefined;
  sessions += 1;
  return `session-${sessions}`;
}

const server = createServer((socket) => {
  const options = { sender_options: { autosettle: false }, receiver_options: { credit_window: 500 } };
  const connection = container.create_connection(options as object as never) as Connection & {
    accept(accepted: typeof socket): void;
  };
  connection.accept(socket);
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ state: 'ready', address: `amqp://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.on('disconnect', () => process.exit());
process.on('SIGTERM', () => process.exit());
