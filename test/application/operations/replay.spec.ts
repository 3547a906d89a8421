import { describe, expect, it } from 'vitest';
import { replayStream } from '../../../application/operations/replay.ts';
import { commands, shop, shopTime } from '../../support/shop.ts';

const operated = async () => {
  const bobs = shop();
  await bobs.send('1', commands.place, commands.changeTea(6));
  const subscribers = [bobs.byId, bobs.publishing];
  return { ...bobs, replay: replayStream({ ...bobs, subscribers }) };
};

describe('a replay', () => {
  it('brings a lost view back from the events', async () => {
    const { replay, view } = await operated();
    expect(await replay('orders', 'order-1')).toMatchObject({ applied: 1 });
    expect(await view('1')).toMatchObject({ version: 2, view: { lines: [{ quantity: 6 }, {}] } });
  });

  it('changes nothing that is right already', async () => {
    const { replay, view } = await operated();
    await replay('orders', 'order-1');
    const before = await view('1');
    expect(await replay('orders', 'order-1')).toMatchObject({ applied: 0, alreadyApplied: 1 });
    expect(await view('1')).toEqual(before);
  });

  it('gives what was parked its next chance', async () => {
    const { replay, bus, parkingLot } = await operated();
    const parked = {
      subscriber: 'publishing',
      streamId: 'order-1',
      reason: 'too new',
      parkedAt: shopTime,
      document: {},
    };
    await parkingLot.park(parked);
    expect(await replay('publishing', 'order-1')).toMatchObject({ applied: 1 });
    expect(await parkingLot.list()).toEqual([]);
    expect(bus.sent()).toHaveLength(2);
  });

  it('knows its subscribers', async () => {
    const { replay } = await operated();
    expect(await replay('nobody', 'order-1')).toBeUndefined();
  });

  it('of a stream that does not exist changes nothing', async () => {
    const { replay, orders } = await operated();
    expect(await replay('orders', 'order-2')).toEqual({ applied: 0, alreadyApplied: 0, notApplicable: 0, parked: 0 });
    expect((await orders.list({ limit: 10 })).items).toEqual([]);
  });
});
