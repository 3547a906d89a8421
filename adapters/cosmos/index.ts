export type { ReadModelShape } from '../read-model-shape.ts';
export { cosmosClient, cosmosDatabase, type CosmosConnection } from './cosmos-client.ts';
export { cosmosEventStore } from './cosmos-event-store.ts';
export { cosmosKeyDocuments } from './cosmos-key-documents.ts';
export { cosmosMailbox } from './cosmos-mailbox.ts';
export { cosmosParkingLot } from './cosmos-parking-lot.ts';
export { cosmosReadModel } from './cosmos-read-model.ts';
export { cosmosSnapshotStore } from './cosmos-snapshot-store.ts';
export type { StoreOptions } from './store-options.ts';
