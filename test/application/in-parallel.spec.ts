import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inParallel } from '../../application/in-parallel.ts';
import { oneAtATime } from '../../application/commands/one-at-a-time.ts';

describe('tasks in parallel', () => {
  it('are so many at once and never more', async () => {
    let running = 0;
    let most = 0;
    await inParallel(3, [1, 2, 3, 4, 5, 6, 7], async () => {
      running += 1;
      most = Math.max(most, running);
      await turn();
      running -= 1;
    });
    expect(most).toBe(3);
  });

  it('give their results in the order of the items', async () => {
    const slowFirst = async (item: number) => {
      for (let turns = item; turns < 4; turns += 1) await turn();
      return item * 10;
    };
    expect(await inParallel(2, [1, 2, 3], slowFirst)).toEqual([10, 20, 30]);
    expect(await inParallel(2, [], slowFirst)).toEqual([]);
  });

  it('all end before the first failure is thrown', async () => {
    const ended: number[] = [];
    const task = async (item: number) => {
      if (item === 1) throw new Error('the first');
      await turn();
      if (item === 2) throw new Error('the second');
      ended.push(item);
    };
    await expect(inParallel(2, [1, 2, 3, 4], task)).rejects.toThrow('the first');
    expect(ended).toEqual([3, 4]);
  });
});

describe('tasks one at a time', () => {
  it('of one key run in the order of their arrival, also behind one that failed', async () => {
    const queued = oneAtATime();
    const steps: string[] = [];
    const task = (name: string) => async () => {
      steps.push(`${name} begins`);
      await turn();
      steps.push(`${name} ends`);
      if (name === 'b') throw new Error('b failed');
      return name;
    };
    const results = await Promise.allSettled(['a', 'b', 'c'].map((name) => queued('key', task(name))));
    expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('of one key wait also when they come while one that waited is running', async () => {
    const queued = oneAtATime();
    const second = Promise.withResolvers<undefined>();
    const steps: string[] = [];
    const first = queued('key', turn);
    const middle = queued('key', async () => {
      await second.promise;
      steps.push('second ends');
    });
    await first;
    await turn();
    const last = queued('key', async () => {
      steps.push('third begins');
    });
    await turn();
    second.resolve(undefined);
    await Promise.all([middle, last]);
    expect(steps).toEqual(['second ends', 'third begins']);
  });

  it('of other keys go on beside', async () => {
    const queued = oneAtATime();
    const never = Promise.withResolvers<never>().promise;
    void queued('one', () => never);
    expect(await queued('other', () => Promise.resolve('done'))).toBe('done');
  });
});
