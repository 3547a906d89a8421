import { describe, expect, it } from 'vitest';
import { inMemoryFailedDeliveries } from '../../../../adapters/memory/index.ts';
import { sheetsById } from '../../../support/ledger/index.ts';
import { StoreUnavailable } from '../../../../application/streams/event-store.ts';
import type { Facts } from '../../../../application/tracing.ts';
import { projector } from '../../../../application/views/documents/projector.ts';
import { specTime } from '../../../support/as-bob.ts';
import { commands, sheetsOverMemory } from '../../../support/sheets.ts';
import { allParked } from '../../../support/all-parked.ts';

const placedAndChanged = async () => {
  const bobs = sheetsOverMemory();
  await bobs.send('1', commands.open, commands.changeRent(6), commands.removeTax, commands.close);
  return bobs;
};

describe('a fold that throws', () => {
  const brokenAt = (version: number) => ({
    ...sheetsById,
    fold: ((view, recorded) => {
      if (recorded.version === version) throw new TypeError('lines is not iterable');
      return sheetsById.fold(view, recorded);
    }) satisfies typeof sheetsById.fold,
  });

  it('is named at once with subscriber, stream, version and error, and is asked again', async () => {
    const bobs = await placedAndChanged();
    const failures = inMemoryFailedDeliveries();
    const lines: Facts[] = [];
    const noting = { ...bobs, failures, tracing: { log: (line: Facts) => void lines.push(line) } };
    const broken = projector(brokenAt(3), { ...noting, readModel: bobs.sheets });
    await expect(broken.deliver(bobs.feed())).rejects.toThrow('RowRemoved at version 3 of sheet-1');
    const failed = {
      subscriber: 'sheets',
      streamId: 'sheet-1',
      version: 3,
      error: expect.stringContaining('TypeError: lines is not iterable'),
      failedAt: specTime,
    };
    expect(await failures.list()).toEqual([failed]);
    expect(lines).toEqual([{ event: 'failed-delivery', ...failed }]);
    expect(await allParked(bobs.parkingLot)).toEqual([]);
  });

  it('is thrown on also when it cannot be noted', async () => {
    const bobs = await placedAndChanged();
    const failures = { ...inMemoryFailedDeliveries(), record: () => Promise.reject(new StoreUnavailable('down')) };
    const broken = projector(brokenAt(1), { ...bobs, failures, readModel: bobs.sheets });
    await expect(broken.deliver(bobs.feed())).rejects.toThrow('lines is not iterable');
  });
});

it('a store that is unavailable is not noted in that store', async () => {
  const bobs = await placedAndChanged();
  const failures = inMemoryFailedDeliveries();
  const down = () => Promise.reject(new StoreUnavailable('down'));
  const cutOff = projector(sheetsById, { ...bobs, failures, readModel: { ...bobs.sheets, find: down, save: down } });
  await expect(cutOff.deliver(bobs.feed())).rejects.toThrow('down');
  expect(await failures.list()).toEqual([]);
});
