import { z } from 'zod';
import type { Containers, Found } from '../../../application/consumers/containers.ts';
import { declareConsumer } from '../../../application/consumers/declare-consumer.ts';
import type { DocumentStore } from '../../../application/consumers/document-store.ts';
import { takeOnce, type TakingConsumer } from '../../../application/consumers/take-once.ts';
import type { CloudEvent } from '../../../application/messages/cloud-event.ts';
import { Undeliverable } from '../../../application/undeliverable.ts';
import { specTime } from '../../support/as-bob.ts';

/** The contracts of nobody's business. */
export const parcelContracts = {
  'spec.parcel-moved.v1': z.object({ parcelId: z.string(), to: z.string() }),
  'spec.parcel-moved.v2': z.object({ parcelId: z.string(), to: z.string(), by: z.string() }),
  'spec.parcel-lost.v1': z.object({ parcelId: z.string() }),
  'spec.depot-closed.v1': z.object({ depot: z.string() }),
};

const containers = {
  /** Where a parcel is, and how often it was moved. */
  parcels: { documents: z.object({ at: z.string(), moves: z.int() }) },
  /** The parcels that have been at a depot. */
  depots: { documents: z.object({ parcelId: z.string() }) },
};

type Parcel = z.infer<typeof containers.parcels.documents>;

const movedTo = async (depot: string, parcelId: string, all: Containers<typeof containers>): Promise<void> => {
  await all.depots(depot).batch([{ type: 'put', id: `parcel:${parcelId}`, document: { parcelId } }]);
};

const stepTo = (found: Found<Parcel> | undefined, at: string) =>
  found === undefined
    ? ({ type: 'create', id: 'parcel', document: { at, moves: 1 } } as const)
    : ({
        type: 'replace',
        id: 'parcel',
        document: { at, moves: found.document.moves + 1 },
        revision: found.revision,
      } as const);

/** A consumer that counts the moves of parcels, and lists them by depot. A lost parcel is one that was never moved. */
export const parcels = declareConsumer({
  name: 'parcels',
  contracts: parcelContracts,
  containers,
  hears: {
    'spec.parcel-moved.v1': {
      in: 'parcels',
      partition: ({ parcelId }) => parcelId,
      take: async ({ message, home, containers: all }) => {
        const { parcelId, to } = message.data;
        await movedTo(to, parcelId, all);
        return { outcome: 'moved', operations: [stepTo(await home.read('parcel'), to)] };
      },
    },
    'spec.parcel-lost.v1': {
      in: 'parcels',
      partition: ({ parcelId }) => parcelId,
      take: async ({ message, home }) => {
        if ((await home.read('parcel')) === undefined)
          throw new Undeliverable(`The parcel ${message.data.parcelId} was never moved.`);
        return { outcome: 'noted' };
      },
    },
  },
});

/** The same as one who takes messages. */
export const takingParcels = (documents: DocumentStore): TakingConsumer =>
  takeOnce(parcels, { documents, tools: undefined, clock: () => specTime });

/** A message about a parcel. */
export const toldOf = (parcelId: string, version: number, type: string, data: object = {}): CloudEvent => ({
  specversion: '1.0',
  id: `parcel-${parcelId}:${version}`,
  source: 'urn:annal:parcel',
  type,
  subject: parcelId,
  time: specTime,
  datacontenttype: 'application/json',
  streamid: `parcel-${parcelId}`,
  streamversion: version,
  correlationid: 'conversation-1',
  data: { parcelId, ...data },
});

/** The message that a parcel was moved. */
export const toldMove = (parcelId: string, version: number, to = 'Bonn'): CloudEvent =>
  toldOf(parcelId, version, 'spec.parcel-moved.v1', { to });

/** Where a parcel is; undefined when it was never moved. */
export const parcelIn = async (documents: DocumentStore, parcelId: string): Promise<unknown> =>
  (await documents('parcels').read(parcelId, 'parcel'))?.body;
