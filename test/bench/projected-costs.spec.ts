import type { Database } from '@azure/cosmos';
import { describe, expect, it } from 'vitest';
import { overCosmos } from '../../bench/commands/over-cosmos.ts';
import { costOf } from '../../bench/measure/cost-of.ts';
import { answeredRequests } from '../../bench/measure/answered-requests.ts';
import { streamIdOf } from '../../application/streams/commit.ts';
import type { System } from '../../domain/modelling/system.ts';
import { append, happened } from '../application/views/totals/counting.ts';
import { countedLedger, joinedLedger, ledger, loggedLedger } from '../support/ledger/index.ts';
import { useLocalCosmos } from '../support/local-cosmos.ts';
import { subscriberOf } from '../support/subscriber-of.ts';

const { opened, changed, closed } = happened;

/** What a process may ask of the store for one event of a sheet, and what that may cost, in request units. */
interface Ceiling {
  readonly requests: number;
  readonly requestUnits: number;
}

interface Kind {
  readonly kind: string;
  readonly business: System;
  readonly name: string;
  /** The first event of a sheet, where there are others already; a change, remembered and not; and one that changes nothing shown. */
  readonly first: Ceiling;
  readonly warm: Ceiling;
  readonly cold: Ceiling;
  readonly unchanged: Ceiling;
}

const nothing = { requests: 0, requestUnits: 0 };
const write = { requests: 1, requestUnits: 6.5 };
const replaced = { requests: 1, requestUnits: 11.5 };

const kinds: readonly Kind[] = [
  {
    kind: 'document by entity',
    business: ledger,
    name: 'sheets',
    first: write,
    warm: replaced,
    cold: { requests: 2, requestUnits: 12.5 },
    unchanged: replaced,
  },
  {
    kind: 'document by a field',
    business: ledger,
    name: 'sheets-by-owner',
    first: write,
    warm: replaced,
    cold: { requests: 3, requestUnits: 15.5 },
    unchanged: replaced,
  },
  {
    kind: 'total, one of a sheet',
    business: countedLedger,
    name: 'amounts-by-key',
    first: { requests: 1, requestUnits: 17 },
    warm: { requests: 1, requestUnits: 22 },
    cold: { requests: 3, requestUnits: 26 },
    unchanged: nothing,
  },
  {
    kind: 'log with what events change',
    business: loggedLedger,
    name: 'deeds',
    first: write,
    warm: write,
    cold: { requests: 2, requestUnits: 9.5 },
    unchanged: write,
  },
  {
    kind: 'joined document',
    business: joinedLedger,
    name: 'owners',
    first: { requests: 1, requestUnits: 17 },
    warm: { requests: 1, requestUnits: 22.5 },
    cold: { requests: 4, requestUnits: 27 },
    unchanged: { requests: 1, requestUnits: 22.5 },
  },
];

const world = async (database: Database, business: System, name: string) => {
  const { eventStore, system } = overCosmos(business, database);
  const newProcess = () => subscriberOf(overCosmos(business, database).system, name);
  const process = subscriberOf(system, name);
  const write = (sheetId: string, ...events: Parameters<typeof append>[2]) => append(eventStore, sheetId, events);
  const newest = (sheetId: string) => eventStore.readNewest(streamIdOf('sheet', sheetId), 1);
  const cost = async (of: typeof process, sheetId: string) => {
    const documents = await newest(sheetId);
    return costOf(await answeredRequests(() => of.deliver(documents)));
  };
  await write('0', opened({ rent: 1 }));
  await process.deliver(await newest('0'));
  return { process, newProcess, write, cost };
};

const expectWithin = (found: Ceiling, { requests, requestUnits }: Ceiling, what: string): void => {
  expect(found.requests, what).toBe(requests);
  expect(found.requestUnits, what).toBeLessThanOrEqual(requestUnits);
};

describe('What one projected event costs', () => {
  const cosmos = useLocalCosmos();

  it.each(kinds)('in a $kind', async ({ business, name, first, warm, cold, unchanged }) => {
    const { process, newProcess, write, cost } = await world(await cosmos.freshDatabase(), business, name);
    await write('1', opened({ rent: 5 }));
    expectWithin(await cost(process, '1'), first, 'the first');
    await write('1', changed('rent', 6));
    expectWithin(await cost(process, '1'), warm, 'a change');
    await write('1', closed);
    expectWithin(await cost(process, '1'), unchanged, 'another event');
    await write('1', changed('rent', 7));
    expectWithin(await cost(newProcess(), '1'), cold, 'a change, not remembered');
  });
});
