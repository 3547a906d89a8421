import { traceInvocations } from '../adapters/azure-functions/index.ts';
import { blobArchive, blobKeyDocuments, openBlobContainer, openKeyContainer } from '../adapters/blob/index.ts';
import { boundedCaches } from '../adapters/cache/index.ts';
import { jwtCallers, platformCallers } from '../adapters/callers/index.ts';
import {
  cosmosDatabase,
  cosmosEventStore,
  cosmosFailedDeliveries,
  cosmosKeyDocuments,
  cosmosMailStore,
  cosmosParkingLot,
  cosmosReadModel,
  cosmosReservations,
  cosmosSnapshotStore,
  cosmosStoredHistory,
  cosmosWriteProbe,
  type ReadModelShape,
} from '../adapters/cosmos/index.ts';
import { ownIdentity } from '../adapters/own-identity.ts';
import { keyVaultKeyWrap, localKeyWrap, personalKeys } from '../adapters/personal-keys/index.ts';
import { serviceBusMessageBus } from '../adapters/service-bus/index.ts';
import { processTelemetry, type Telemetry } from '../adapters/telemetry/index.ts';
import { atMostEvery, patienceForViews, pauseAtRandom, systemClock } from '../adapters/time/index.ts';
import { personalEventStore } from '../application/privacy/personal-event-store.ts';
import { personalSnapshotStore } from '../application/privacy/personal-snapshot-store.ts';
import { revealingWith } from '../application/privacy/decrypt-commits.ts';
import type { CallersConfig } from './callers-settings.ts';
import { nameByFingerprint } from '../application/unique-values/unique-value.ts';
import { readConfig, type Config } from './configuration.ts';
import { permitted } from './roles.ts';

/** How many streams one process knows by heart, for each aggregate: a fraction of the smallest instance's 512 MB. */
const statesInMemory = { entries: 20_000, bytes: 64 * 1024 * 1024 };

/** How long an instance may know what was erased elsewhere, in milliseconds. The time that docs/operations.md promises. */
const personalMs = 5 * 60_000;

/** How often one instance writes to see whether the store takes writes, in milliseconds: less than 1 RU/s. */
const writeProbeMs = 15_000;

/** Config in, capabilities out: all that the functions are made of, each made once, so that warm invocations share it. */
export const compose = (config: Config, tracing: Telemetry) => {
  const database = cosmosDatabase(config.cosmos, config.cosmosDatabase, { onRequest: tracing.countRequest });
  const keyDocuments = cosmosKeyDocuments(database);
  const keys = personalKeys({
    documents: keyDocuments,
    keyWrap: keyWrapOf(config),
    maximumAgeMs: personalMs,
  });
  return {
    tracing,
    gate: { callers: callersOf(config.callers), permitted },
    clock: systemClock,
    pause: pauseAtRandom,
    patience: patienceForViews,
    pollDelay: config.feedPollDelay,
    /** Personal values are plain text on this side, and sealed in the store. */
    eventStore: personalEventStore(cosmosEventStore(database), keys),
    probeWrite: atMostEvery(writeProbeMs, cosmosWriteProbe(database)),
    snapshots: personalSnapshotStore(cosmosSnapshotStore(database), keys),
    reveal: revealingWith(keys),
    keys,
    keyDocuments,
    reservations: cosmosReservations(database),
    nameValue: nameByFingerprint(keys),
    newCache: boundedCaches({ ...statesInMemory, personalMs }),
    history: cosmosStoredHistory(database),
    archive: blobArchive(() => openBlobContainer(config.archive)),
    archivedKeys: blobKeyDocuments(() => openKeyContainer(config.archive)),
    parkingLot: cosmosParkingLot(database, { tracing }),
    failures: cosmosFailedDeliveries(database, { tracing }),
    mails: cosmosMailStore(database),
    bus: serviceBusMessageBus({ connection: config.serviceBus, topic: config.serviceBusTopic }),
    readModel: <View extends object>(shape: ReadModelShape<View>) => cosmosReadModel(database, shape, { tracing }),
  };
};

const callersOf = (callers: CallersConfig) => (callers.by === 'jwt' ? jwtCallers(callers) : platformCallers());

const keyWrapOf = ({ wrappingKey }: Config) =>
  'file' in wrappingKey
    ? localKeyWrap(wrappingKey.file)
    : keyVaultKeyWrap({ ...wrappingKey, credential: ownIdentity() });

const config = readConfig(process.env);

/** The one composition of this process. */
export const capabilities = compose(config, await processTelemetry(config.telemetry));

traceInvocations(capabilities.tracing);
