import type { Database } from '@azure/cosmos';
import { cosmosEventStore, cosmosReadModel, cosmosSnapshotStore, shapeOf } from '../../adapters/cosmos/index.ts';
import type { ViewStorage } from '../../application/system/capabilities.ts';
import { run } from '../../application/system/run.ts';
import { shop } from '../../domain/shop.ts';
import { specTime } from '../support/as-bob.ts';
import { memoryCapabilities } from '../support/memory-capabilities.ts';
import { keysOverMemory } from '../support/personal-keys.ts';

/**
 * One instance of the shop: the events, snapshots and views that it shares with others lie in Cosmos DB. With `keys` it shares those of
 * personal data, too. All happens in one moment.
 */
export const instanceOver = (database: Database, keys = keysOverMemory()) =>
  run(shop, {
    ...memoryCapabilities(() => specTime).capabilities,
    keys: keys.process(),
    keyDocuments: keys.documents,
    eventStore: cosmosEventStore(database),
    snapshots: cosmosSnapshotStore(database),
    readModel: <Shape extends object>(view: ViewStorage<Shape>) => cosmosReadModel<Shape>(database, shapeOf(view)),
  });
