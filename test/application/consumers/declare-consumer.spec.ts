import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { declareConsumer } from '../../../application/consumers/declare-consumer.ts';
import { parcelContracts } from './parcels.ts';

const documents = z.object({ at: z.string() });
const hears = {
  'spec.parcel-moved.v1': {
    in: 'parcels',
    partition: ({ parcelId }: { readonly parcelId: string }) => parcelId,
    take: async () => ({ outcome: 'moved' }),
  },
} as const;
const declaration = { name: 'parcels', contracts: parcelContracts, containers: { parcels: { documents } }, hears };

describe('A consumer', () => {
  it('is declared by its name, its containers and the contracts that it hears', () => {
    const { name, containers, hears: heard } = declareConsumer(declaration);
    expect([name, Object.keys(containers), Object.keys(heard)]).toEqual([
      'parcels',
      ['parcels'],
      ['spec.parcel-moved.v1'],
    ]);
  });

  it.each<[string, object]>([
    ['nobody publishes spec.parcel-moved.v1', { contracts: {} }],
    ['it has no container for spec.parcel-moved.v1', { containers: {} }],
    ['no container can be called waiting', { containers: { ...declaration.containers, waiting: { documents } } }],
    ['its name must be small letters', { name: 'Parcels' }],
  ])('does not start when %s', (reason, change) => {
    expect(() => declareConsumer({ ...declaration, ...change })).toThrow(reason);
  });

  it('is held to its contracts and containers by the compiler', () => {
    const declare = () => [
      declareConsumer({
        ...declaration,
        hears: {
          // @ts-expect-error: nobody publishes this contract
          'spec.parcel-burnt.v1': hears['spec.parcel-moved.v1'],
        },
      }),
      declareConsumer({
        ...declaration,
        hears: {
          // @ts-expect-error: there is no such container
          'spec.parcel-moved.v1': { ...hears['spec.parcel-moved.v1'], in: 'elsewhere' },
        },
      }),
      declareConsumer({
        ...declaration,
        hears: {
          'spec.depot-closed.v1': {
            in: 'parcels',
            partition: ({ depot }) => depot,
            // @ts-expect-error: a document of this container has a text in `at`
            take: async () => ({ outcome: 'x', operations: [{ type: 'put', id: '1', document: { at: 7 } }] }),
          },
        },
      }),
      declareConsumer({
        ...declaration,
        hears: {
          'spec.depot-closed.v1': {
            in: 'parcels',
            // @ts-expect-error: this contract tells of a depot
            partition: ({ parcelId }: { readonly parcelId: string }) => parcelId,
            take: async () => ({ outcome: 'x' }),
          },
        },
      }),
    ];
    expect(declare).toThrow();
  });
});
