import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import { asOlga, resultOf } from '../../support/as-olga.ts';
import { drain, wishing } from './wishing.ts';

/**
 * A wish that is stuck behind its pivot: its part was used by another hand meanwhile, so it cannot be used any more. The ask to use it has
 * the number 7.
 */
const stuck = async () => {
  const world = wishing();
  const host = world.newHost((store) => ({
    ...store,
    append: (head, commit, ...more) =>
      commit.events.some(({ type }) => type === 'PartUsed')
        ? Promise.reject(new StoreUnavailable('away'))
        : store.append(head, commit, ...more),
  }));
  await host.makeWish('1', 'a');
  await host.subscriber.deliver(world.feed());
  await host.freePart('a', '1');
  const healthy = world.newHost();
  await drain(world, (documents) => healthy.subscriber.deliver(documents));
  expect(await world.statusOf('1')).toBe('stuck');
  const mend = (type: string, data: object = {}, key?: string) =>
    healthy.operate(asOlga(key)).mendProcess({
      ...{ name: 'granting', id: '1' },
      say: { type, data: { reason: 'because', ...data } } as never,
    });
  return { ...world, host: healthy, mend };
};

describe('An operator mends a process that is stuck', () => {
  it('by having what is stuck tried again, which is carried out at once', async () => {
    const world = await stuck();
    await world.host.holdPart('a', '1');
    expect(await resultOf(world.mend('RetryAsk', { number: 7 }))).toEqual({ outcome: 'changed' });
    expect(await world.statusOf('1')).toBe('completed');
    const story = await world.host.processes.storyOf('granting', '1');
    expect(story?.steps.find(({ type }) => type === 'AskRetried')).toMatchObject({
      ...{ actor: 'olga', because: null, data: { number: 7, reason: 'because' } },
    });
    expect(story?.asks.at(-1)).toMatchObject({ number: 7, tries: 2, status: 'accepted', commandId: 'granting-1:7' });
    const commits = [...(await world.eventStore.read('granting-1')), ...(await world.eventStore.read('part-a'))];
    expect(new Set(commits.map(({ correlationId }) => correlationId))).toEqual(new Set(['case-7']));
  });

  it('in vain where nothing has changed, and it stays stuck', async () => {
    const world = await stuck();
    expect(await resultOf(world.mend('RetryAsk', { number: 7 }))).toEqual({ outcome: 'changed' });
    expect(await world.statusOf('1')).toBe('stuck');
    expect(await world.host.processes.storyOf('granting', '1')).toMatchObject({
      lastRefusal: { ask: 'use', type: 'PartNotHeld' },
      asks: [{}, {}, { tries: 2, answered: { outcome: 'refused', refusal: { type: 'PartNotHeld' } } }],
    });
  });

  it('by skipping what is stuck, and the process goes on', async () => {
    const world = await stuck();
    expect(await resultOf(world.mend('SkipAsk', { number: 7 }))).toEqual({ outcome: 'changed' });
    expect((await world.eventsOf('1')).slice(-1)).toMatchObject([{ type: 'AskSkipped' }]);
    expect(await world.statusOf('1')).toBe('completing');
  });

  it('by resolving it where it stands', async () => {
    const world = await stuck();
    expect(await resultOf(world.mend('ResolveProcess'))).toEqual({ outcome: 'changed' });
    expect(await world.statusOf('1')).toBe('resolved-by-hand');
    expect(await resultOf(world.mend('ResolveProcess'))).toEqual({ outcome: 'refused', rule: 'ProcessAlreadyEnded' });
  });

  it('once for each key, whatever becomes of the answer', async () => {
    const world = await stuck();
    for (let times = 0; times < 2; times += 1)
      expect(await resultOf(world.mend('SkipAsk', { number: 7 }, 'once'))).toEqual({ outcome: 'changed' });
    expect((await world.eventsOf('1')).filter(({ type }) => type === 'AskSkipped')).toHaveLength(1);
  });

  it('not where the rules of processes refuse it, and that is recorded, too', async () => {
    const world = await stuck();
    const refused = (rule: string) => ({ outcome: 'refused', rule });
    expect(await resultOf(world.mend('RetryAsk', { number: 99 }))).toEqual(refused('AskNotFound'));
    expect(await resultOf(world.mend('SkipAsk', { number: 3 }))).toEqual(refused('AskNotStuck'));
    const dueAt = '2026-06-01T00:00:00.000Z';
    expect(await resultOf(world.mend('ExtendDeadline', { number: 7, dueAt }))).toEqual(refused('AskNotOpen'));
    const { items } = await world.host.listActions({ by: 'operators', limit: 10 });
    expect(items.map((each) => [each.action, each.subject, each.actor, each.reason, each.outcome])).toEqual([
      ['extend-deadline', 'granting-1', 'olga', 'because', 'refused'],
      ['skip-ask', 'granting-1', 'olga', 'because', 'refused'],
      ['retry-ask', 'granting-1', 'olga', 'because', 'refused'],
    ]);
    expect(items[0]?.arguments).toEqual({ number: 7, dueAt });
  });

  it('not where there is none, of which nothing is recorded', async () => {
    const { host } = await stuck();
    const say = { type: 'ResolveProcess', data: { reason: 'because' } } as const;
    for (const [name, id] of [
      ['granting', '2'],
      ['nothing', '1'],
    ] as const)
      expect(await host.operate(asOlga()).mendProcess({ name, id, say })).toBeUndefined();
    expect((await host.listActions({ by: 'operators', limit: 10 })).items).toEqual([]);
  });

  it('not when the action cannot be recorded first', async () => {
    const world = await stuck();
    const host = world.newHost((store) => ({
      ...store,
      append: (head, commit, ...more) =>
        commit.category === 'ops' ? Promise.reject(new StoreUnavailable('away')) : store.append(head, commit, ...more),
    }));
    const say = { type: 'ResolveProcess', data: { reason: 'because' } } as const;
    await expect(host.operate(asOlga()).mendProcess({ name: 'granting', id: '1', say })).rejects.toThrow('away');
    expect(await world.statusOf('1')).toBe('stuck');
  });
});

describe('The story of a process', () => {
  it('says of each ask what caused it, what it asked of whom, and what brought its answer', async () => {
    const world = await stuck();
    const story = await world.host.processes.storyOf('granting', '1');
    expect(story).toMatchObject({ status: 'stuck', version: 8, correlationId: 'case-7' });
    expect(story?.steps[0]).toMatchObject({ type: 'ProcessStarted', because: 'wish-1:1', actor: 'process:granting' });
    expect(
      story?.asks.map(({ ask, target, answered }) => [ask, target.entityId, answered?.outcome, answered?.because]),
    ).toEqual([
      ['hold', 'a', 'accepted', 'part-a:1'],
      ['grant', '1', 'accepted', 'wish-1:2'],
      ['use', 'a', 'refused', 'granting-1:7'],
    ]);
  });

  it('is none where no such process has begun, or none is called so', async () => {
    const { host } = await stuck();
    expect(await host.processes.storyOf('granting', '2')).toBeUndefined();
    expect(await host.processes.storyOf('part', 'a')).toBeUndefined();
  });
});

describe('What is stuck', () => {
  it('is counted by process, with the one that has been for the longest', async () => {
    const world = await stuck();
    expect(await world.host.processes.stuck()).toEqual([{ process: 'granting', stuck: 0, oldest: undefined }]);
    const view = world.host.subscribers.find(({ name }) => name === 'processes');
    await view?.deliver(world.feed(), 'feed');
    expect(await world.host.processes.stuck()).toMatchObject([{ stuck: 1, oldest: { processId: '1' } }]);
    expect(await world.host.processes.describe('granting')).toMatchObject({
      ...{ process: 'granting', definition: 1 },
      definitions: [{ definition: 1, live: 1, stuck: 1, running: 0 }],
    });
    expect(await world.host.processes.describe('nothing')).toBeUndefined();
  });
});
