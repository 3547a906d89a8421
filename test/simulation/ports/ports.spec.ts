import type { ReadModelShape } from '../../../adapters/read-model-shape.ts';
import type { Capabilities, ViewStorage } from '../../../application/system/capabilities.ts';
import { archiveContract } from '../../adapters/contracts/archive.contract.ts';
import { buildJobsContract } from '../../adapters/contracts/build-jobs.contract.ts';
import { contributionsContract, countedRows } from '../../adapters/contracts/contributions.contract.ts';
import { correlatedCommitsContract } from '../../adapters/contracts/correlated-commits.contract.ts';
import { deadlineSweepsContract } from '../../adapters/contracts/deadline-sweeps.contract.ts';
import { eventStoreContract } from '../../adapters/contracts/event-store.contract.ts';
import { failedDeliveriesContract } from '../../adapters/contracts/failed-deliveries.contract.ts';
import { historyPartsContract } from '../../adapters/contracts/history-parts.contract.ts';
import { joinedDocumentsContract, ownedAmounts } from '../../adapters/contracts/joined-documents.contract.ts';
import { keyDocumentsContract } from '../../adapters/contracts/key-documents.contract.ts';
import { lagReportsContract } from '../../adapters/contracts/lag-reports.contract.ts';
import { newestCommitsContract } from '../../adapters/contracts/newest-commits.contract.ts';
import { parkingLotContract } from '../../adapters/contracts/parking-lot.contract.ts';
import { filteredDesks, readModelFiltersContract } from '../../adapters/contracts/read-model-filters.contract.ts';
import { readModelContract } from '../../adapters/contracts/read-model.contract.ts';
import { reservationsContract } from '../../adapters/contracts/reservations.contract.ts';
import { snapshotStoreContract } from '../../adapters/contracts/snapshot-store.contract.ts';
import { storedDocumentsContract } from '../../adapters/contracts/stored-documents.contract.ts';
import { storedHistoryContract } from '../../adapters/contracts/stored-history.contract.ts';
import { viewRegistryContract } from '../../adapters/contracts/view-registry.contract.ts';
import { messageBusContract } from '../../adapters/service-bus/message-bus.contract.ts';
import type { FaultRates } from '../world/faults.ts';
import { askedAgain } from './asked-again.ts';
import { simulatedPorts } from './simulated-ports.ts';

/** Answers come late, in another order than they were asked for, or the request never arrives, and the caller asks again. */
const late: Partial<FaultRates> = { slow: 0.2, 'answer late': 0.2, 'request lost': 0.2 };

/** What was done is also done once more, as nobody has heard of it. Only where a repetition changes nothing, and is answered alike. */
const repeated: Partial<FaultRates> = { ...late, 'answer lost': 0.2, 'asked again': 0.2 };

/** A suite that is run over one port of a host. */
const over = <Port extends object>(
  contract: (name: string, make: () => Promise<Port>) => void,
  name: string,
  portOf: (host: Capabilities) => Port,
  faults: Partial<FaultRates> = late,
): void => {
  contract(`The simulated ${name}`, async () => portOf(simulatedPorts().mine));
  contract(`Under faults, the simulated ${name}`, async () => askedAgain(portOf(simulatedPorts(faults).mine)));
};

const storageOf = <View extends object>({ container, partitionKey, ...shape }: ReadModelShape<View>) =>
  ({ ...shape, name: container, partition: { by: 'field', field: partitionKey } }) as ViewStorage<View>;

over(buildJobsContract, 'place of builds', ({ buildJobs }) => buildJobs);
over(contributionsContract, 'totals', ({ contributions }) => contributions(countedRows));
over(deadlineSweepsContract, 'place of sweeps', ({ deadlineSweeps }) => deadlineSweeps, repeated);
over(failedDeliveriesContract, 'place of failures', ({ failures }) => failures, repeated);
over(joinedDocumentsContract, 'joined documents', ({ joinedDocuments }) => joinedDocuments(ownedAmounts));
over(keyDocumentsContract, 'keys', ({ keyDocuments }) => keyDocuments);
over(keyDocumentsContract, 'archived keys', ({ archivedKeys }) => archivedKeys);
over(lagReportsContract, 'lag reports', ({ lagReports }) => lagReports, repeated);
over(parkingLotContract, 'parking lot', ({ parkingLot }) => parkingLot);
over(readModelFiltersContract, 'read model', ({ readModel }) => readModel(filteredDesks));
over(snapshotStoreContract, 'snapshots', ({ snapshots }) => snapshots, repeated);
over(viewRegistryContract, 'registry of views', ({ viewRegistry }) => viewRegistry);

for (const [told, rates] of [
  ['The simulated', {}],
  ['Under faults, the simulated', late],
] as const) {
  eventStoreContract(`${told} event store`, async () => {
    const { mine, rival } = simulatedPorts(rates);
    return { eventStore: askedAgain(mine.eventStore), rival: askedAgain(rival.eventStore) };
  });

  correlatedCommitsContract(`${told} event store`, async () => {
    const { mine, stored } = simulatedPorts(rates);
    const { eventStore, correlatedCommits } = mine;
    return {
      ...stored,
      target: stored.eventStore,
      eventStore: askedAgain(eventStore),
      correlatedCommits: askedAgain(correlatedCommits),
    };
  });

  storedDocumentsContract(`${told} event store`, async (documents) => {
    const { mine, stored } = simulatedPorts(rates);
    for (const document of documents) await stored.eventStore.put(document);
    return askedAgain(mine.eventStore);
  });

  newestCommitsContract(`${told} end of the feed`, async () => {
    const { eventStore, newestCommits, feedMarks } = simulatedPorts(rates).mine;
    return { eventStore: askedAgain(eventStore), newestCommits: askedAgain(newestCommits), feedMarks };
  });

  readModelContract(`${told} read model`, async () => {
    const { readModel } = simulatedPorts(rates).mine;
    return (shape) => askedAgain(readModel(storageOf(shape)));
  });

  archiveContract(`${told} archive`, async () => {
    const { mine, rival } = simulatedPorts(rates);
    return { archive: askedAgain(mine.archive), rival: askedAgain(rival.archive) };
  });

  storedHistoryContract(`${told} event store`, async () => {
    const { mine, stored } = simulatedPorts(rates);
    return { history: askedAgain(mine.storedHistory), target: stored.eventStore, rival: stored.eventStore };
  });

  historyPartsContract(`${told} event store`, async () => {
    const { eventStore, historyParts } = simulatedPorts(rates).mine;
    return { eventStore: askedAgain(eventStore), parts: askedAgain(historyParts) };
  });
}

for (const [told, rates] of [
  ['The simulated', {}],
  ['Under faults, the simulated', repeated],
] as const) {
  reservationsContract(`${told} reservations`, async () => {
    const { mine, pass } = simulatedPorts(rates);
    return { reservations: askedAgain(mine.reservations), pass };
  });

  messageBusContract(`${told} message bus`, async () => {
    const { mine, stored } = simulatedPorts(rates);
    const close = () => Promise.resolve();
    return { bus: askedAgain(mine.bus), arrived: async (sessionId) => stored.bus.sent(sessionId), close };
  });
}
