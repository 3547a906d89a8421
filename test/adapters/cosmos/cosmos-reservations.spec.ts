import { describe, expect, it } from 'vitest';
import { cosmosReservations } from '../../../adapters/cosmos/index.ts';
import { pendingSeconds } from '../../../application/unique-values/reservations.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { reservationsContract } from '../contracts/reservations.contract.ts';

const cosmos = useLocalCosmos();

reservationsContract('The Cosmos reservations', async () => cosmosReservations(await cosmos.freshDatabase()));

describe('A reservation in Cosmos DB', () => {
  const documentAfter = async (...steps: readonly ('reserve' | 'confirm')[]) => {
    const database = await cosmos.freshDatabase();
    const reservations = cosmosReservations(database);
    for (const step of steps) await reservations[step]('a', 'customer-1');
    const { resource } = await database.container('reservations').item('a', 'a').read<Record<string, unknown>>();
    return resource;
  };

  it('has a time to live until it is confirmed, and none then', async () => {
    expect(await documentAfter('reserve')).toMatchObject({ ttl: pendingSeconds });
    expect(await documentAfter('reserve', 'confirm')).not.toHaveProperty('ttl');
    expect(await documentAfter('confirm', 'reserve')).not.toHaveProperty('ttl');
  });

  it('is the holder’s, also when the answer that says so was lost', async () => {
    const reservations = cosmosReservations(await cosmos.freshDatabase());
    cosmos.server().faults.next({ when: 'after-commit', answer: 'cut', match: ({ method }) => method === 'POST' });
    expect(await reservations.reserve('a', 'customer-1')).toBe('reserved');
    cosmos.server().faults.next({ when: 'after-commit', answer: 'cut', match: ({ method }) => method === 'PUT' });
    expect(await reservations.confirm('a', 'customer-1')).toBe('confirmed');
    expect(await reservations.reserve('a', 'customer-2')).toBe('taken');
  });
});
