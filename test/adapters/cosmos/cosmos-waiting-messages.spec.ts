import { describe, expect, it } from 'vitest';
import { cosmosWaitingMessages } from '../../../adapters/cosmos/index.ts';
import { beginWaiting } from '../../../application/consumers/waiting-stream.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { waitingMessagesContract } from '../contracts/waiting-messages.contract.ts';

const cosmos = useLocalCosmos();

waitingMessagesContract('The container', async () =>
  cosmosWaitingMessages(await cosmos.freshConsumerDatabase([]), 'email'),
);

const waits = (streamId: string) =>
  beginWaiting(streamId, { id: `${streamId}:1`, position: 1, since: '2026-05-04T10:00:00.000Z', body: {} });

describe('The container', () => {
  it('keeps what waits for one consumer apart from all others', async () => {
    const database = await cosmos.freshConsumerDatabase([]);
    const [email, billing] = [cosmosWaitingMessages(database, 'email'), cosmosWaitingMessages(database, 'billing')];
    await email.add(waits('order-1'));
    expect([await email.any(), await billing.any()]).toEqual([true, false]);
    expect(await billing.find('order-1')).toBeUndefined();
  });

  it('leaves a damaged document out of the list, tells of it, and stops nothing else', async () => {
    const database = await cosmos.freshConsumerDatabase([]);
    const lines: object[] = [];
    const waiting = cosmosWaitingMessages(database, 'email', { tracing: { log: (line) => lines.push(line) } });
    await waiting.add(waits('order-1'));
    await database.container('waiting').items.create({ id: 'order-0', consumer: 'email', streamId: 7 });
    expect((await waiting.list({ limit: 10 })).items.map(({ streamId }) => streamId)).toEqual(['order-1']);
    expect(lines).toMatchObject([{ event: 'damaged-document', container: 'waiting', document: 'order-0' }]);
    expect(await waiting.due('2026-05-04T11:00:00.000Z', 10)).toEqual(['order-1']);
    expect(await waiting.summary()).toMatchObject({ waiting: 1 });
  });
});
