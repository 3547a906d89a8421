import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storageConnection } from '../../../local/start/app-settings.ts';
import { readPorts } from '../../../local/start/start-options.ts';
import { lossyProxy, type Fate, type LossyProxy } from '../../support/lossy-proxy.ts';
import { bearer } from '../../support/tokens.ts';
import { faultDoors, type FaultDoors } from './fault-doors.ts';
import { fixedPorts } from './fixed-ports.ts';
import { openQueries, type Queries } from './queries.ts';
import { startParts, type Parts } from './parts.ts';
import { openStored, type Stored } from './stored.ts';

/** The system, with its clients and its fault switches. */
export interface SoakedSystem {
  readonly parts: Parts;
  readonly doors: FaultDoors;
  readonly stored: Stored;
  readonly queries: Queries;
  /** Where clients send commands: requests and answers are lost on the way while `lose` is on. */
  readonly api: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly administrationUrl: string;
  /** Loses requests and answers between clients and app, and between app and archive. */
  readonly lose: (isOn: boolean) => void;
  readonly folder: string;
  readonly end: () => Promise<void>;
  /** Removes its data. */
  readonly forget: () => Promise<void>;
}

/** Starts all of it on an empty folder. */
export const startSoakedSystem = async (random: (below: number) => number): Promise<SoakedSystem> => {
  const folder = await mkdtemp(join(tmpdir(), 'annal-system-soak-'));
  const settings = await fixedPorts(random);
  const ports = readPorts(settings);
  const front = await lossyProxy(`http://127.0.0.1:${ports.functions}`);
  const blobs = await lossyProxy(`http://127.0.0.1:${ports.blob}`);
  const doors = faultDoors(ports);
  const archive = storageConnection({ ...ports, blob: Number(new URL(blobs.address).port) });
  const place = { folder, ports: settings, appSettings: { ARCHIVE: archive } };
  const parts = await startParts(place, doors.started);
  const headers = await bearer(`http://127.0.0.1:${ports.identity}`, 'olga', ['clerk', 'operator', 'auditor']);
  return {
    ...{ parts, doors, headers, folder },
    stored: openStored(parts.settings['COSMOS'] ?? ''),
    queries: openQueries(`http://127.0.0.1:${ports.functions}/api`, headers),
    api: `${front.address}/api`,
    administrationUrl: `http://127.0.0.1:${ports.serviceBusAdministration}`,
    lose: (isOn) => loseBetween([front, blobs], isOn, random),
    end: async () => {
      await parts.end();
      await Promise.all([front.close(), blobs.close()]);
    },
    forget: () => rm(folder, { recursive: true, force: true }),
  };
};

const fates: readonly Fate[] = ['is lost', 'loses its answer'];

const loseBetween = (proxies: readonly LossyProxy[], isOn: boolean, random: (below: number) => number): void => {
  for (const proxy of proxies) proxy.decide(() => (isOn ? (fates[random(30)] ?? 'passes') : 'passes'));
};
