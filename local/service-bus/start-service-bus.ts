import { explainListenError, type LocalService } from '@annal/local-server';
import { createAdministration } from './administration/index.ts';
import { keepCertificate, openDoors } from './doors/index.ts';
import { declare, openBroker, type OpenBroker, type Topology } from './entities/index.ts';
import { createAmqpServer, openFaults, type AmqpServer, type Faults } from './links/index.ts';

/** How to start a broker. */
export interface ServiceBusOptions {
  /** For AMQP, on 127.0.0.1; 0, the default, takes any free port. */
  readonly port?: number;
  /** For HTTP, on 127.0.0.1; 0, the default, takes any free port. */
  readonly administrationPort?: number;
  /** The folder that keeps everything, or `:memory:` to keep nothing. */
  readonly data: string;
  /** The entities that must exist, in the names of ARM templates. */
  readonly declare?: Topology;
  /** The secret of the key `RootManageSharedAccessKey`. */
  readonly key?: string;
  /** Whether faults may be switched on over HTTP; off unless given. */
  readonly faultSwitch?: boolean;
  /** Milliseconds since 1970; specs move it to make time pass. */
  readonly now?: () => number;
}

/** What specs switch on to see clients cope. */
export interface ServiceBusFaults extends Omit<Faults, 'take'> {
  /** Cuts all connections; the broker goes on. */
  readonly dropConnections: () => void;
  /** Cuts all connections and refuses new ones. */
  readonly goDown: () => Promise<void>;
  /** Listens again, on the same port. */
  readonly comeUp: () => Promise<void>;
}

/** A running broker. */
export interface ServiceBusServer extends LocalService {
  /** What `ServiceBusClient` is given. */
  readonly connectionString: string;
  readonly administrationUrl: string;
  /** What a client has to trust, as PEM, to be served over TLS. */
  readonly certificate: string;
  readonly faults: ServiceBusFaults;
}

const keyName = 'RootManageSharedAccessKey';
/** Known to everyone, which is fine for a broker that only this machine can reach. */
const defaultKey = 'TG9jYWxTZXJ2aWNlQnVzS2V5Rm9yRGV2ZWxvcG1lbnQ=';

/** The connection string of a local broker on a port, for whoever starts it as a process of its own. */
export function localConnectionString(port: number, key: string = defaultKey): string {
  return `Endpoint=sb://127.0.0.1:${port}/;SharedAccessKeyName=${keyName};SharedAccessKey=${key};UseDevelopmentEmulator=true;`;
}

/**
 * Starts a Service Bus on this machine, persistent in its data folder.
 *
 * @throws StartupError for a port or folder in use, and for a topology that cannot be read or applied.
 */
export async function startServiceBus(options: ServiceBusOptions): Promise<ServiceBusServer> {
  const { data, now = Date.now, key = defaultKey } = options;
  const faults = openFaults();
  const broker = openBroker({ data, now, lost: () => amqp.dropConnections() });
  const certificate = keepCertificate(data, Date.now());
  const sharedKey = { name: keyName, key };
  const administration = createAdministration({ broker, key: sharedKey, faults: options.faultSwitch ? faults : null });
  const amqp = createAmqpServer({
    broker,
    key: sharedKey,
    faults,
    doors: (speakAmqp) => openDoors({ amqp: speakAmqp, http: administration.server, certificate }),
  });
  try {
    if (options.declare) declareNow(broker, options.declare);
    const port = await listen(amqp, options.port ?? 0);
    const administrationUrl = await administration.listen(options.administrationPort ?? 0);
    return {
      address: `amqp://127.0.0.1:${port}, administration ${administrationUrl}`,
      connectionString: localConnectionString(port, key),
      administrationUrl,
      certificate: certificate.certificate,
      faults: {
        ...faults,
        dropConnections: amqp.dropConnections,
        goDown: amqp.goDown,
        comeUp: async () => {
          await amqp.listen(port);
        },
      },
      async close() {
        await Promise.all([amqp.close(), administration.close()]);
        broker.close();
      },
    };
  } catch (error) {
    await Promise.all([amqp.close(), administration.close()]);
    broker.close();
    throw error;
  }
}

/** What is declared is on disk before anyone connects. */
function declareNow(broker: OpenBroker, topology: Topology): void {
  declare(broker, topology);
  broker.storage.turns.flush();
}

async function listen(amqp: AmqpServer, port: number): Promise<number> {
  try {
    return await amqp.listen(port);
  } catch (error) {
    throw explainListenError(error as NodeJS.ErrnoException, port, 'ANNAL_SERVICE_BUS_PORT');
  }
}
