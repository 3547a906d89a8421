import { describe, expect, it } from 'vitest';
import { cosmosClient, cosmosEventStore, cosmosParkingLot } from '../../../adapters/cosmos/index.ts';
import { UnreadableCommit } from '../../../application/streams/event-codec.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import { answeredRequests } from '../../../bench/measure/answered-requests.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { appendAll, newCommit } from '../contracts/new-commit.ts';

const appendTo = (database: Parameters<typeof cosmosEventStore>[0]) =>
  cosmosEventStore(database).append(StreamHead.beforeFirst('order-1'), newCommit('place', 'OrderPlaced'));

describe('An error that a retry cannot change is thrown at once', () => {
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
    await expect(cosmosParkingLot(database).list({ limit: 1 })).rejects.toMatchObject({ code: 404 });
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

  it('is not passed over: the stream cannot be read, and the error names stream and document', async () => {
    const { eventStore } = await withStranger({ version: 2, events: [] });
    const reading = eventStore.read('order-1');
    await expect(reading).rejects.toThrow(UnreadableCommit);
    await expect(reading).rejects.toThrow(/0000000000000002 of stream order-1/);
  });

  it('blocks an append at its position, which reports it', async () => {
    const { eventStore, head } = await withStranger({ version: 'two', commandId: 7 });
    const appending = eventStore.append(head, newCommit('change', 'OrderQuantityChanged'));
    await expect(appending).rejects.toThrow(/0000000000000002 of stream order-1/);
  });
});
