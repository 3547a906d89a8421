import { inMemorySnapshotStore } from '../../../adapters/memory/index.ts';
import { snapshotStoreContract } from '../contracts/snapshot-store.contract.ts';

snapshotStoreContract('The in-memory snapshot store', async () => inMemorySnapshotStore());
