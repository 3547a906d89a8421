export { inMemoryArchive } from './in-memory-archive.ts';
export { inMemoryEventStore, type InMemoryEventStore } from './in-memory-event-store.ts';
export { inMemoryFailedDeliveries } from './in-memory-failed-deliveries.ts';
export { inMemoryKeyDocuments } from './in-memory-key-documents.ts';
export { inMemoryMessageBus, type InMemoryMessageBus } from './in-memory-message-bus.ts';
export { inMemoryParkingLot } from './in-memory-parking-lot.ts';
export { inMemoryReadModel, type StoredViews } from './in-memory-read-model.ts';
export { inMemoryReservations } from './in-memory-reservations.ts';
export { inMemorySnapshotStore } from './in-memory-snapshot-store.ts';
