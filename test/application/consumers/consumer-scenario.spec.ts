import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { declareConsumer } from '../../../application/consumers/declare-consumer.ts';
import { Undeliverable } from '../../../application/undeliverable.ts';
import { consumerScenario, telling } from '../../support/consumer-scenario.ts';
import { parcelContracts, parcels } from './parcels.ts';

const told = telling(parcelContracts);
const moved = (parcelId: string, version: number, to: string) =>
  told('spec.parcel-moved.v1', [`parcel-${parcelId}`, version], { parcelId, to });
const lost = (parcelId: string, version: number) =>
  told('spec.parcel-lost.v1', [`parcel-${parcelId}`, version], { parcelId });

const toBonn = moved('1', 1, 'Bonn');
const toUlm = moved('1', 2, 'Ulm');
const anotherToBonn = moved('2', 1, 'Bonn');
const storedOfBoth = {
  parcels: { 1: { parcel: { at: 'Ulm', moves: 2 } }, 2: { parcel: { at: 'Bonn', moves: 1 } } },
  depots: {
    Bonn: { 'parcel:1': { parcelId: '1' }, 'parcel:2': { parcelId: '2' } },
    Ulm: { 'parcel:1': { parcelId: '1' } },
  },
};

const { given } = consumerScenario({ declared: parcels, tools: () => undefined });

const containers = {
  counts: { documents: z.object({ moves: z.int() }) },
  last: { documents: z.object({ to: z.string() }) },
};

/** Counts moves beside the transaction with the mark: one that is delivered again after a crash counts twice. */
const countsBeside = declareConsumer({
  ...{ name: 'counts-beside', contracts: parcelContracts, containers },
  hears: {
    'spec.parcel-moved.v1': {
      in: 'last',
      partition: ({ parcelId }) => parcelId,
      take: async ({ message, containers: all }) => {
        const count = all.counts(message.data.parcelId);
        const before = (await count.read('count'))?.document.moves ?? 0;
        await count.batch([{ type: 'put', id: 'count', document: { moves: before + 1 } }]);
        return { outcome: 'counted' };
      },
    },
  },
});

/** Keeps where any parcel was moved last: that depends on which stream comes first. */
const keepsTheLast = declareConsumer({
  ...{ name: 'keeps-the-last', contracts: parcelContracts, containers },
  hears: {
    'spec.parcel-moved.v1': {
      in: 'last',
      partition: () => 'all',
      take: async ({ message: { data } }) => ({
        outcome: 'kept',
        operations: [{ type: 'put', id: 'last', document: { to: data.to } }],
      }),
    },
  },
});

describe('A scenario of a consumer', () => {
  it('passes one that takes each message once, however it is delivered', async () => {
    await given(toBonn, anotherToBonn, toUlm).thenStored(storedOfBoth);
    await given(toBonn, lost('1', 2)).thenOutcomes('moved', 'noted');
  });

  it('fails one that has stored something else', async () => {
    await expect(given(toBonn).thenStored(storedOfBoth)).rejects.toThrow('what is stored when each comes once');
    await expect(given(toBonn).thenStored({})).rejects.toThrow('what is stored when each comes once');
    await expect(given(toBonn).thenOutcomes('noted')).rejects.toThrow();
  });

  it('fails one whose effect is not in one transaction with the mark', async () => {
    const { given: givenTo } = consumerScenario({ declared: countsBeside, tools: () => undefined });
    const counted = givenTo(toBonn).thenStored({ counts: { 1: { count: { moves: 1 } } } });
    await expect(counted).rejects.toThrow(/call [0-9]+ of the store fails/);
  });

  it('fails one that depends on which stream comes first, unless it may', async () => {
    const declared = { declared: keepsTheLast, tools: () => undefined };
    const stored = { last: { all: { last: { to: 'Ulm' } } } };
    const messages = [anotherToBonn, moved('1', 1, 'Ulm')];
    const anyOrder = consumerScenario(declared).given(...messages);
    await expect(anyOrder.thenStored(stored)).rejects.toThrow('the streams come the other way round');
    await consumerScenario({ ...declared, anyOrderOfStreams: false })
      .given(...messages)
      .thenStored(stored);
  });

  it('compares what is done to the tools of a consumer', async () => {
    const ringing = declareConsumer<typeof parcelContracts, typeof containers, string[]>({
      ...{ name: 'ringing', contracts: parcelContracts, containers },
      hears: {
        'spec.parcel-moved.v1': {
          in: 'last',
          partition: ({ parcelId }) => parcelId,
          take: async ({ tools }) => ({ outcome: `rung ${tools.push('a bell')}` }),
        },
      },
    });
    const rung = { declared: ringing, tools: (): string[] => [], done: (bells: readonly string[]) => bells };
    await expect(consumerScenario(rung).given(toBonn).thenStored({})).rejects.toThrow(
      'what is done when each comes to two instances at the same time',
    );
  });

  it('tells what a consumer throws', async () => {
    await expect(given(lost('1', 1)).thenOutcomes('noted')).rejects.toThrow(Undeliverable);
  });
});
