import { CosmosClient } from '@azure/cosmos';
import cosmosTopology from '../../infra/cosmos.json' with { type: 'json' };
import { commitDocument } from '../../adapters/commit-document.ts';
import { streamIdOf } from '../../application/streams/commit.ts';
import { StreamHead } from '../../application/streams/stream-head.ts';
import type { ProcessEvent } from '../../domain/modelling/processes/process-events.ts';

const dueAt = '2026-05-04T10:15:00.000Z';

/** How a transfer of 5 Euro from `bobs` to `eves` got stuck: it was given back, arrived after all, and Eve had spent it by then. */
const events = (id: string): readonly ProcessEvent[] => {
  const money = { currency: 'EUR', amount: 500 };
  const received = { transferId: id, from: 'bobs', ...money };
  const toEve = { category: 'account', entityId: 'eves' };
  const revoke = { type: 'RevokeTransfer', data: received };
  const giveBack = { type: 'ReturnTransfer', data: { transferId: id, to: 'eves', reason: 'No account.', ...money } };
  const toBob = { category: 'account', entityId: 'bobs' };
  return [
    { type: 'ProcessStarted', data: { id, definition: 1, because: 'account-bobs:2', hops: 0 } },
    {
      type: 'Asked',
      data: {
        ...{ ask: 'credit', kind: 'pivot', target: toEve, dueAt },
        ...{ command: { type: 'ReceiveTransfer', data: received }, undo: revoke },
      },
    },
    { type: 'Answered', data: { number: 2, outcome: 'refused', refusal: { type: 'AccountNotOpened' } } },
    { type: 'CompensationStarted', data: { reason: 'There is no such account.' } },
    { type: 'Compensated', data: {} },
    { type: 'Asked', data: { ask: 'giveBack', kind: 'forward', target: toBob, command: giveBack, dueAt } },
    { type: 'Answered', data: { number: 6, outcome: 'accepted' } },
    { type: 'ProcessEnded', data: { how: 'compensated', reason: 'There is no such account.' } },
    { type: 'Answered', data: { number: 2, outcome: 'accepted' } },
    { type: 'Asked', data: { ask: 'credit', kind: 'undo', target: toEve, command: revoke, undoes: 2, dueAt } },
    { type: 'Answered', data: { number: revoking, outcome: 'refused', refusal: { type: 'InsufficientFunds' } } },
    { type: 'Asked', data: { ask: 'giveBack', kind: 'forward', target: toBob, command: giveBack, dueAt } },
    { type: 'Answered', data: { number: givingBack, outcome: 'refused', refusal: { type: 'BalanceTooHigh' } } },
    { type: 'WaitStarted', data: { wait: 'later', dueAt: '2099-01-01T00:00:00.000Z' } },
  ];
};

/** The numbers of the asks that are stuck, and of what it waits for. */
export const revoking = 10;
export const givingBack = 12;
export const waiting = 14;

/** Stores a stuck transfer as if it had come so far: what it takes to get there are crashes and races, which the specs of transfers have. */
export const storeStuckTransfer = async (
  connectionString: string,
  id: string,
  correlationId = 'case',
): Promise<void> => {
  const [first, ...others] = events(id).map((event) => ({ ...event, schemaVersion: 1 }));
  if (first === undefined) throw new Error('It has events.');
  const document = commitDocument(StreamHead.beforeFirst(streamIdOf('transfer', id)), {
    ...{ category: 'transfer', events: [first, ...others], recordedAt: '2026-05-04T10:00:00.000Z' },
    ...{ actor: 'process:transfer', commandId: 'account-bobs:2', causationId: 'account-bobs:2', correlationId },
    traceparent: null,
  });
  const container = new CosmosClient(connectionString).database(cosmosTopology.database).container('events');
  await container.items.create(document);
};
