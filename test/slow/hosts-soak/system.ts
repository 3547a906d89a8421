import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCosmos } from '@annal/local-cosmos';
import { startIdentity } from '@annal/local-identity';
import { startServiceBus } from '@annal/local-service-bus';
import { CosmosClient, type Container } from '@azure/cosmos';
import cosmosTopology from '../../../infra/cosmos.json' with { type: 'json' };
import serviceBusTopology from '../../../infra/service-bus.json' with { type: 'json' };
import { appSettings } from '../../support/app-settings.ts';
import { startAzurite } from '../../support/start-azurite.ts';

/** Store, broker, blobs and issuer, which live through everything that is done to hosts. */
export interface Ground {
  /** The settings of an app that runs on them. */
  readonly settings: Readonly<Record<string, string>>;
  readonly issuer: string;
  readonly leases: Container;
  /** Splits the widest range of the feed. */
  readonly split: () => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** Starts them empty, with a feed of four ranges. */
export const startGround = async (): Promise<Ground> => {
  const containers = cosmosTopology.containers.map((each) =>
    each.name === 'events' ? { ...each, throughput: 24_000 } : each,
  );
  const cosmos = await startCosmos({ data: ':memory:', declare: { ...cosmosTopology, containers } });
  const bus = await startServiceBus({ data: ':memory:', declare: serviceBusTopology });
  const identity = await startIdentity();
  const azurite = await startAzurite();
  const data = await mkdtemp(join(tmpdir(), 'annal-hosts-soak-'));
  const client = new CosmosClient(cosmos.connectionString);
  return {
    settings: appSettings({
      cosmos: cosmos.connectionString,
      serviceBus: bus.connectionString,
      archive: azurite.connectionString,
      issuer: identity.issuer,
      data,
    }),
    issuer: identity.issuer,
    leases: client.database(cosmosTopology.database).container('leases'),
    split: () => cosmos.split(cosmosTopology.database, 'events'),
    close: async () => {
      client.dispose();
      await Promise.all([cosmos.close(), bus.close(), identity.close(), azurite.stop()]);
      await rm(data, { recursive: true, force: true });
    },
  };
};
