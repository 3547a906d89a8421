import { describe, expect, it } from 'vitest';
import { cosmosReservations } from '../../../adapters/cosmos/index.ts';
import { forgottenSeconds } from '../../../application/unique-values/reservations.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { headAt } from '../contracts/new-commit.ts';
import { reservationsContract } from '../contracts/reservations.contract.ts';

const cosmos = useLocalCosmos();

reservationsContract('The Cosmos reservations', async () => {
  let passed = 0;
  const reservations = cosmosReservations(await cosmos.freshDatabase(), {}, () => Date.now() + passed);
  return { reservations, pass: (seconds) => void (passed += seconds * 1_000) };
});

describe('A reservation in Cosmos DB', () => {
  const documentAfter = async (...steps: readonly ('reserve' | 'confirm' | 'release')[]) => {
    const database = await cosmos.freshDatabase();
    const { reserve, confirm, release } = cosmosReservations(database);
    const work = {
      reserve: () => reserve('a', headAt('customer-1', 0)),
      confirm: () => confirm('a', 'customer-1'),
      release: () => release('a', headAt('customer-1', 0)),
    };
    for (const step of steps) await work[step]();
    const { resource } = await database.container('reservations').item('a', 'a').read<Record<string, unknown>>();
    return resource;
  };

  it('has a time to live until it is confirmed, and none then', async () => {
    expect(await documentAfter('reserve')).toMatchObject({ ttl: forgottenSeconds });
    expect(await documentAfter('reserve', 'confirm')).not.toHaveProperty('ttl');
    expect(await documentAfter('confirm', 'reserve')).not.toHaveProperty('ttl');
    expect(await documentAfter('confirm', 'release')).toMatchObject({ ttl: forgottenSeconds });
  });
});
