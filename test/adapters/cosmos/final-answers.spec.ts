import { describe, expect, it } from 'vitest';
import { cosmosClient, cosmosEventStore, cosmosParkingLot, cosmosReadModel } from '../../../adapters/cosmos/index.ts';
import { UnreadableCommit } from '../../../application/event-codec.ts';
import { CommitTooLarge, StoreUnavailable } from '../../../application/event-store.ts';
import { StreamHead } from '../../../application/stream-head.ts';
import { answeredRequests } from '../../support/answered-requests.ts';
import { clientOfAnswers, type OddAnswer } from '../../support/answering-server.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { appendAll, newCommit } from '../contracts/new-commit.ts';
import { placed, placedOrders, type PlacedOrder } from '../contracts/read-model.contract.ts';

const key = { id: '1', partition: 'bob' };
const appendTo = (database: Parameters<typeof cosmosEventStore>[0], budgetMs = 400) =>
  cosmosEventStore(database, { budgetMs }).append(StreamHead.beforeFirst('order-1'), newCommit('place', 'OrderPlaced'));

describe('What trying again cannot mend is thrown on at once', () => {
  const cosmos = useLocalCosmos();

  it('when the key is wrong', async () => {
    const { endpoint } = cosmos.server();
    const client = cosmosClient({ connectionString: `AccountEndpoint=${endpoint};AccountKey=d3Jvbmc=;` });
    const requests = await answeredRequests(() =>
      expect(appendTo(client.database('annal'))).rejects.toMatchObject({ code: 401 }),
    );
    client.dispose();
    expect(requests).toHaveLength(1);
  });

  it('when the container of an append, a query or a list is not there', async () => {
    const database = cosmos.connect().database('nowhere');
    await expect(appendTo(database)).rejects.toMatchObject({ code: 404 });
    await expect(cosmosEventStore(database).read('order-1')).rejects.toMatchObject({ code: 404 });
    await expect(cosmosParkingLot(database).list()).rejects.toMatchObject({ code: 404 });
  });
});

describe('A document that is no commit', () => {
  const cosmos = useLocalCosmos();
  const withStranger = async (stranger: object) => {
    const database = await cosmos.freshDatabase();
    const eventStore = cosmosEventStore(database);
    const head = await appendAll(eventStore, 'order-1', [newCommit('place', 'OrderPlaced')]);
    await database.container('events').items.create({ id: '0000000000000002', streamId: 'order-1', ...stranger });
    return { eventStore, head };
  };

  it('is never passed over: the stream cannot be read, and the error names stream and document', async () => {
    const { eventStore } = await withStranger({ version: 2, events: [] });
    const reading = eventStore.read('order-1');
    await expect(reading).rejects.toThrow(UnreadableCommit);
    await expect(reading).rejects.toThrow(/0000000000000002 of stream order-1/);
  });

  it('holds its place against an append', async () => {
    const { eventStore, head } = await withStranger({ version: 'two', commandId: 7 });
    expect(await eventStore.append(head, newCommit('change', 'OrderQuantityChanged'))).toBe('conflict');
  });
});

/** Runs some work against an account that answers in one way only. */
const against = async (
  answer: OddAnswer,
  work: (odd: Awaited<ReturnType<typeof clientOfAnswers>>) => Promise<void>,
) => {
  const odd = await clientOfAnswers(answer);
  try {
    await work(odd);
  } finally {
    await odd.close();
  }
};
const said = (message: string) => JSON.stringify({ code: 'x', message });

describe('A missing container is told from a missing document', () => {
  const ownerNotFound = { status: 404, substatus: 1003, body: said('Owner resource does not exist') };

  it('when a view is looked for, saved or replaced', () =>
    against(ownerNotFound, async ({ client }) => {
      const readModel = cosmosReadModel<PlacedOrder>(client.database('annal'), placedOrders);
      await expect(readModel.find(key)).rejects.toMatchObject({ code: 404 });
      await expect(readModel.save(key, placed('1', 'bob'), undefined)).rejects.toMatchObject({ code: 404 });
      await expect(readModel.save(key, placed('1', 'bob'), '"1"')).rejects.toMatchObject({ code: 404 });
    }));

  it('when a parked commit is released', () =>
    against(ownerNotFound, async ({ client }) => {
      const parkingLot = cosmosParkingLot(client.database('annal'));
      await expect(parkingLot.release('orders', 'order-1')).rejects.toMatchObject({ code: 404 });
    }));
});

describe('An odd answer', () => {
  it('of a replica that is behind this session is asked again, and not taken for a missing document', () =>
    against(
      { status: 404, substatus: 1002, body: said('The read session is not available') },
      async ({ client, requests }) => {
        const readModel = cosmosReadModel<PlacedOrder>(client.database('annal'), placedOrders, { budgetMs: 400 });
        await expect(readModel.find(key)).rejects.toThrow(StoreUnavailable);
        expect(requests()).toBeGreaterThan(3);
      },
    ));

  it('of a proxy that speaks HTML is asked again', () =>
    against({ status: 502, body: '<html>Bad Gateway</html>' }, async ({ client, requests }) => {
      await expect(appendTo(client.database('annal'))).rejects.toThrow(StoreUnavailable);
      expect(requests()).toBeGreaterThan(3);
    }));

  it('that calls a commit too large is understood, whatever this code had measured', () =>
    against({ status: 413, body: said('Request size is too large') }, async ({ client }) => {
      await expect(appendTo(client.database('annal'))).rejects.toThrow(CommitTooLarge);
    }));

  it('of any other kind is thrown on as it came, after one request', () =>
    against({ status: 403, body: said('Forbidden') }, async ({ client, requests }) => {
      await expect(appendTo(client.database('annal'))).rejects.toMatchObject({ code: 403 });
      expect(requests()).toBe(1);
    }));
});
