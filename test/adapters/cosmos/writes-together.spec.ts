import type { Fault } from '@annal/local-cosmos';
import type { Database } from '@azure/cosmos';
import { beforeEach, describe, expect, it } from 'vitest';
import { cosmosReadModel } from '../../../adapters/cosmos/index.ts';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import type { ReadModel } from '../../../application/views/read-model.ts';
import { costOf } from '../../../bench/measure/cost-of.ts';
import { answeredRequests } from '../../../bench/measure/answered-requests.ts';
import { clientOfAnswers } from '../../support/answering-server.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { saved, stored, storedSheets, type StoredSheet } from '../contracts/read-model.contract.ts';

const cosmos = useLocalCosmos();
let database: Database;
let readModel: ReadModel<StoredSheet>;
beforeEach(async () => {
  database = await cosmos.freshDatabase();
  readModel = cosmosReadModel(database, storedSheets);
});

const saveIn = (model: ReadModel<StoredSheet>, id: string, owner = 'bob', etag?: string) =>
  model.save({ id, partition: owner }, stored(id, owner), etag);
const save = (id: string, owner = 'bob', etag?: string) => saveIn(readModel, id, owner, etag);
/** What is sent for documents meanwhile. The SDK also asks once for the ranges. */
const writesOf = async (work: () => Promise<unknown>) =>
  (await answeredRequests(work)).filter(({ path }) => path.endsWith('/docs'));
const idsOf = (count: number) => Array.from({ length: count }, (_, n) => String(n + 1));
const storedIds = async () =>
  (await database.container('sheets-by-owner').items.readAll().fetchAll()).resources.map(({ id }) => id).toSorted();

describe('Documents that are saved at the same moment', () => {
  it('share a request, a hundred at most, and cost what they cost alone', async () => {
    const alone = costOf(await writesOf(() => save('alone')));
    const together = costOf(await writesOf(() => Promise.all(idsOf(250).map((id) => save(id)))));
    expect(alone.requests).toBe(1);
    expect(together.requests).toBe(3);
    expect(together.requestUnits).toBeCloseTo(250 * alone.requestUnits, 0);
    expect(await storedIds()).toHaveLength(251);
  });

  it('are sent to the range of each, with one request for each range', async () => {
    const owners = ['ada', 'bob', 'carol', 'dave', 'eve', 'frank', 'grace', 'heidi', 'ivan', 'judy'];
    expect(await writesOf(() => Promise.all(owners.map((owner) => save('1', owner))))).toHaveLength(3);
    for (const owner of owners)
      expect(await readModel.find({ id: '1', partition: owner })).toMatchObject(stored('1', owner));
  });

  it('succeed or fail each by itself', async () => {
    const first = await save('1');
    if (first === 'conflict') throw new Error('It is the first.');
    await save('2');
    const outcomes = [save('1', 'bob', first.etag), save('2'), save('3'), save('4', 'bob', first.etag)];
    expect(await Promise.all(outcomes)).toEqual([saved, 'conflict', saved, 'conflict']);
    expect(await storedIds()).toEqual(['1', '2', '3']);
  });

  it('can be replaced under the etags that they were given together', async () => {
    const etags = await Promise.all(idsOf(3).map((id) => save(id)));
    const replaced = etags.map((each, index) => save(String(index + 1), 'bob', each === 'conflict' ? '' : each.etag));
    expect(await Promise.all(replaced)).toEqual([saved, saved, saved]);
  });
});

describe('When a request fails that documents share', () => {
  const fail = (...faults: readonly Fault[]) => cosmos.server().faults.next(...faults);
  const saveTwo = () => Promise.all([save('1'), save('2')]);

  it.each([408, 410, 429, 449, 500, 503, 'cut'] as const)(
    'with %s before anything was done, all are saved',
    async (answer) => {
      fail({ when: 'before-commit', answer, operations: ['bulk'] });
      expect(await saveTwo()).toEqual([saved, saved]);
      expect(cosmos.server().faults.pending()).toBe(0);
    },
  );

  it.each([500, 503, 'cut'] as const)('with %s after all was done, each writer gets a conflict', async (answer) => {
    fail({ when: 'after-commit', answer, operations: ['bulk'] });
    expect(await saveTwo()).toEqual(['conflict', 'conflict']);
    expect(await storedIds()).toEqual(['1', '2']);
  });

  it('for as long as the budget of a save lasts, each ends as unavailable', async () => {
    const impatient = cosmosReadModel<StoredSheet>(database, storedSheets, { budgetMs: 300 });
    cosmos.server().faults.randomly({
      seed: 1,
      faults: [{ when: 'before-commit', answer: 503, probability: 1, operations: ['bulk', 'create'] }],
    });
    const ends = await Promise.allSettled(['1', '2'].map((id) => saveIn(impatient, id)));
    expect(ends.map((end) => end.status === 'rejected' && end.reason instanceof StoreUnavailable)).toEqual([
      true,
      true,
    ]);
  });

  it('because its range was divided, all are saved in the new ones; a writer may get a conflict with itself', async () => {
    await saveTwo();
    for (const range of ['0', '1', '2']) await cosmos.server().split(database.id, 'sheets-by-owner', range);
    await Promise.all(['3', '4', '5'].map((id) => save(id)));
    expect(await storedIds()).toEqual(['1', '2', '3', '4', '5']);
    expect(await Promise.all(['6', '7'].map((id) => save(id)))).toEqual([saved, saved]);
  });
});

describe('A document that is refused for a moment', () => {
  it('is saved again without the others, which are not sent twice', async () => {
    const entry = (statusCode: number, more: object = {}) => ({ statusCode, requestCharge: 1, ...more });
    const bulk = [entry(201, { eTag: '"1"' }), entry(429, { retryAfterMilliseconds: 1 }), entry(201, { eTag: '"3"' })];
    const odd = await clientOfAnswers((_, count) =>
      count === 0
        ? { status: 207, body: JSON.stringify(bulk) }
        : { status: 201, headers: { etag: '"2"' }, body: JSON.stringify({ id: '2' }) },
    );
    const model = cosmosReadModel<StoredSheet>(odd.client.database('annal'), storedSheets);
    const outcomes = await Promise.all(idsOf(3).map((id) => saveIn(model, id)));
    expect(outcomes).toEqual([{ etag: '"1"' }, { etag: '"2"' }, { etag: '"3"' }]);
    expect(odd.requests()).toBe(2);
    await odd.close();
  });
});
