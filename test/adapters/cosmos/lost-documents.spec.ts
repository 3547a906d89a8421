import type { Fault } from '@annal/local-cosmos';
import { describe, expect, it } from 'vitest';
import { cosmosDocuments } from '../../../adapters/cosmos/index.ts';
import { answeredRequests } from '../../../bench/measure/answered-requests.ts';
import { parcelIn, takingParcels, toldMove } from '../../application/consumers/parcels.ts';
import { downForGood, expectUnavailable } from '../../support/down-store.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { containersOfSpecs } from '../contracts/documents.contract.ts';

const cosmos = useLocalCosmos();
const freshDatabase = () => cosmos.freshConsumerDatabase(containersOfSpecs);
const freshDocuments = async (options = {}) => cosmosDocuments(await freshDatabase(), options);
const isWrite: Fault['match'] = ({ method, path }) => method === 'POST' && path.endsWith('/docs');

describe('A batch', () => {
  it.each([408, 410, 429, 449, 500, 503, 'cut'] as const)(
    'that %s kept from the store is sent again',
    async (answer) => {
      const parcelsOf = (await freshDocuments())('parcels');
      cosmos.server().faults.next({ when: 'before-commit', answer, match: isWrite });
      expect(await parcelsOf.batch('a', [{ type: 'create', id: '1', body: {} }])).toBe('done');
      expect(cosmos.server().faults.pending()).toBe(0);
    },
  );

  it('that was carried out and whose answer gets lost is refused by what it has written itself', async () => {
    const parcelsOf = (await freshDocuments())('parcels');
    cosmos.server().faults.next({ when: 'after-commit', answer: 'cut', match: isWrite });
    expect(await parcelsOf.batch('a', [{ type: 'create', id: '1', body: { text: 'x' } }])).toEqual({ refused: 0 });
    expect((await parcelsOf.read('a', '1'))?.body).toEqual({ text: 'x' });
  });
});

it.each([429, 449, 503, 408, 410, 'cut'] as const)(
  'a store that answers everything with %s is unavailable within the budget',
  async (answer) => {
    const parcelsOf = (await freshDocuments({ budgetMs: 400 }))('parcels');
    cosmos.server().faults.next(...downForGood(answer));
    await expectUnavailable([
      ['read', () => parcelsOf.read('a', '1')],
      ['list', () => parcelsOf.list('a', { prefix: '', atMost: 1 })],
      ['write', () => parcelsOf.batch('a', [{ type: 'put', id: '1', body: {} }])],
    ]);
  },
);

describe('A declared consumer over Cosmos', () => {
  it('takes a message once whose answer gets lost, and of many who take it at the same time', async () => {
    const documents = await freshDocuments();
    const isAtHome: Fault['match'] = (request) => isWrite(request) && request.path.includes('/parcels/');
    cosmos.server().faults.next({ when: 'after-commit', answer: 'cut', match: isAtHome });
    await Promise.all(Array.from({ length: 5 }, () => takingParcels(documents).handle(toldMove('1', 1))));
    expect(await takingParcels(documents).handle(toldMove('1', 1))).toBe('duplicate');
    expect(await parcelIn(documents, '1')).toEqual({ at: 'Bonn', moves: 1 });
    expect(cosmos.server().faults.pending()).toBe(0);
  });

  it('pays for the mark of a message one point read, and less than 6 RU in the transaction of its effect', async () => {
    const documents = await freshDocuments();
    await takingParcels(documents).handle(toldMove('1', 1));
    const [mark, , read, effect] = await answeredRequests(() => takingParcels(documents).handle(toldMove('1', 2)));
    expect([mark?.requestUnits, read?.requestUnits]).toEqual([1, 1]);
    const put = { type: 'put', id: 'other', body: { at: 'Bonn', moves: 2 } } as const;
    await documents('parcels').batch('1', [put]);
    const [alone] = await answeredRequests(() => documents('parcels').batch('1', [put]));
    expect((effect?.requestUnits ?? 0) - (alone?.requestUnits ?? 0)).toBeLessThan(6);
  });
});
