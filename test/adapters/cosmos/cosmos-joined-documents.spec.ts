import { asOlga, resultOf } from '../../support/as-olga.ts';
import type { Container } from '@azure/cosmos';
import { beforeEach, describe, expect, it } from 'vitest';
import { cosmosJoinedDocuments } from '../../../adapters/cosmos/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { joining, lives } from '../../application/views/joined/joining.ts';
import { happened } from '../../application/views/totals/counting.ts';
import { joinedDocumentsContract, ownedAmounts } from '../contracts/joined-documents.contract.ts';

const cosmos = useLocalCosmos();

joinedDocumentsContract('The Cosmos joined documents', async () =>
  cosmosJoinedDocuments(await cosmos.freshDatabase(), ownedAmounts),
);

describe('The Cosmos joined documents', () => {
  let container: Container;
  let ledger: ReturnType<typeof joining>;
  beforeEach(async () => {
    const database = await cosmos.freshDatabase();
    container = database.container('owners');
    ledger = joining({ joinedDocuments: (joined) => cosmosJoinedDocuments(database, joined) });
    await ledger.append('sheet-1', [happened.opened({ rent: 5 })]);
    await ledger.append('sheet-2', [happened.opened({ rent: 7 })]);
    await ledger.append('person-bob', [lives.registered('Bob')]);
    await ledger.owners.deliver(ledger.feed());
  });
  const bob = { ownerId: 'bob', status: 'registered', name: 'Bob', sheets: 2, open: 2, amount: 12, lowest: 5 };
  const change = async () => {
    await ledger.append('sheet-2', [happened.changed('rent', 8)]);
    return ledger.newHost().deliver(ledger.feed().slice(-1));
  };

  it('are made of all parts again where somebody deleted or damaged one', async () => {
    expect(await ledger.read('bob')).toEqual(bob);
    await container.item('joined:bob', 'bob').delete();
    await change();
    expect(await ledger.read('bob')).toEqual({ ...bob, amount: 13 });
    await container.item('joined:bob', 'bob').patch([{ op: 'set', path: '/amount', value: 'much' }]);
    expect(await ledger.read('bob')).toEqual({ ...bob, amount: 13 });
    await ledger.append('sheet-1', [happened.changed('rent', 6)]);
    await ledger.owners.deliver(ledger.feed());
    expect(await ledger.read('bob')).toEqual({ ...bob, amount: 14, lowest: 6 });
  });

  it('park a stream whose document needs a part of another one that is damaged, until that is repaired', async () => {
    await container.item('from:sheet-1', 'bob').patch([{ op: 'set', path: '/from/part', value: 'much' }]);
    await ledger.append('sheet-2', [happened.changed('rent', 1)], [happened.changed('rent', 9)]);
    for (const document of ledger.feed().slice(-2)) await ledger.owners.deliver([document]);
    const { items } = await ledger.parkingLot.list({ limit: 10 });
    expect(items).toMatchObject([{ streamId: 'sheet-2' }]);
    expect(JSON.stringify(items)).toContain('A replay of sheet-1 repairs it');
    await resultOf(ledger.system.operate(asOlga()).replay({ subscriber: 'owners', streamId: 'sheet-1' }));
    // What a damaged part has changed nobody can tell: it must not be counted beside what replaces it.
    expect(await ledger.read('bob')).toMatchObject({ sheets: 2, open: 2 });
    await resultOf(ledger.system.operate(asOlga()).replay({ subscriber: 'owners', streamId: 'sheet-2' }));
    expect(await ledger.read('bob')).toEqual({ ...bob, amount: 14 });
  });
});
