import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listActions, type ActionsRequest } from '../../../application/actions/list-actions.ts';
import { recordAction, type ActingBy } from '../../../application/actions/record-action.ts';
import { StoreUnavailable, type EventStore } from '../../../application/streams/event-store.ts';
import { isContinuation } from '../../../application/streams/commit.ts';
import type { Facts } from '../../../application/tracing.ts';
import { asOlga } from '../../support/as-olga.ts';

/** An event store for each process: they share what is stored. */
export interface SharedStores {
  readonly eventStore: EventStore;
  readonly rival: EventStore;
}

/** Neither resolves nor rejects. */
const never = (): void => undefined;

const figures = z.object({ outcome: z.string(), streams: z.int() });
const retry = (subject = 'sheets', reason = 'the code is repaired') => ({
  ...{ action: 'retry-parked', subject, reason, arguments: { containing: 'TypeError' } },
  result: figures,
  isRefusal: ({ outcome }: z.infer<typeof figures>) => outcome === 'refused',
});

/** What is promised of recorded actions, over any event store. */
export const recordedActionsContract = (name: string, make: () => Promise<SharedStores>): void => {
  describe(`Actions recorded over ${name}`, () => {
    let stores: SharedStores;
    let minutes: number;
    let worked: string[];
    let lines: Facts[];

    beforeEach(async () => {
      stores = await make();
      [minutes, worked, lines] = [0, [], []];
    });

    /** One minute passes with every look at the clock. */
    const clock = () => new Date(Date.parse('2026-05-04T10:00:00.000Z') + 60_000 * (minutes += 1)).toISOString();
    const minute = (past: number) => new Date(Date.parse('2026-05-04T10:00:00.000Z') + 60_000 * past).toISOString();
    const over = (eventStore = stores.eventStore) =>
      recordAction({
        ...{ eventStore, clock, pause: () => Promise.resolve() },
        tracing: { log: (line) => void lines.push(line) },
      });
    const work =
      (outcome = 'done', then: () => Promise<void> = () => Promise.resolve()) =>
      async () => {
        worked.push(outcome);
        await then();
        return { outcome, streams: 3 };
      };
    const listed = async (asked: Partial<ActionsRequest> = {}, eventStore = stores.eventStore) =>
      listActions({ eventStore })({ by: 'operators', limit: 100, ...asked });
    const act = (subject: string, by: ActingBy = asOlga()) => over()(by, retry(subject), work());

    it('say who has done what, to what, why, when, and how it ended', async () => {
      expect(await over()(asOlga('key-1'), retry(), work())).toEqual({
        outcome: 'ended',
        result: { outcome: 'done', streams: 3 },
      });
      expect((await listed()).items).toEqual([
        {
          ...{ actionId: 'key-1', action: 'retry-parked', subject: 'sheets', arguments: { containing: 'TypeError' } },
          ...{ actor: 'olga', reason: 'the code is repaired', correlationId: 'correlation', version: 1 },
          ...{ requestedAt: minute(1), endedAt: minute(2), outcome: 'done', result: { outcome: 'done', streams: 3 } },
        },
      ]);
    });

    it('are recorded before anything is done', async () => {
      const seen: unknown[] = [];
      await over()(
        asOlga(),
        retry(),
        work('done', async () => void seen.push(...(await listed()).items)),
      );
      expect(seen).toMatchObject([{ outcome: 'not-known', endedAt: null, result: null }]);
    });

    it('are not done where they cannot be recorded', async () => {
      const down = { ...stores.eventStore, append: () => Promise.reject(new StoreUnavailable('it is down')) };
      await expect(over(down)(asOlga(), retry(), work())).rejects.toThrow('it is down');
      expect(worked).toEqual([]);
      expect((await listed()).items).toEqual([]);
    });

    it('say that no end is known after a crash in between, and are not done again under the same key', async () => {
      const key = asOlga('key-1');
      // The process never comes back from its work.
      void over()(
        key,
        retry(),
        work('begun', () => new Promise<void>(never)),
      );
      await expect.poll(() => worked).toEqual(['begun']);
      const again = await over(stores.rival)(key, retry(), work('again'));
      expect(again).toMatchObject({ outcome: 'tried-before', action: { actionId: 'key-1', outcome: 'not-known' } });
      expect((await listed({}, stores.rival)).items).toMatchObject([{ actionId: 'key-1', outcome: 'not-known' }]);
      await over(stores.rival)(asOlga('key-2'), retry(), work('anew'));
      expect(worked).toEqual(['begun', 'anew']);
      expect((await listed()).items).toMatchObject([{ outcome: 'done' }, { outcome: 'not-known' }]);
    });

    it('give their answer, and say so in the log, where only the end cannot be recorded', async () => {
      let appends = 0;
      const dying: EventStore = {
        ...stores.eventStore,
        append: async (...asked) => {
          if ((appends += 1) > 1) throw new StoreUnavailable('it is down');
          return stores.eventStore.append(...asked);
        },
      };
      expect(await over(dying)(asOlga('key-1'), retry(), work())).toMatchObject({ outcome: 'ended' });
      expect(lines).toMatchObject([{ event: 'action-end-not-recorded', actionId: 'key-1' }]);
      expect((await listed()).items).toMatchObject([{ outcome: 'not-known' }]);
    });

    it('say why they failed, and are not done again under the same key', async () => {
      const failing = work('begun', () => Promise.reject(new Error('the broker is down')));
      await expect(over()(asOlga('key-1'), retry(), failing)).rejects.toThrow('the broker is down');
      expect(await over()(asOlga('key-1'), retry(), work('again'))).toMatchObject({
        outcome: 'tried-before',
        action: { outcome: 'failed', error: 'Error: the broker is down' },
      });
      expect(worked).toEqual(['begun']);
    });

    it('that are repeated under the same key are done once, and answered as they were the first time', async () => {
      const first = await over()(asOlga('key-1'), retry(), work());
      expect(await over(stores.rival)(asOlga('key-1'), retry(), work('again'))).toEqual(first);
      expect(worked).toEqual(['done']);
      expect((await listed()).items).toHaveLength(1);
    });

    it('that were refused say so, also when they are repeated', async () => {
      for (let time = 0; time < 2; time += 1)
        expect(await over()(asOlga('key-1'), retry(), work('refused'))).toMatchObject({
          result: { outcome: 'refused' },
        });
      expect((await listed()).items).toMatchObject([{ outcome: 'refused' }]);
    });

    it('are done once when the same request comes to two processes at the same time', async () => {
      const both = [stores.eventStore, stores.rival].map((each) => over(each)(asOlga('key-1'), retry(), work()));
      const outcomes = (await Promise.all(both)).map(({ outcome }) => outcome);
      expect(worked).toEqual(['done']);
      expect(outcomes).toContain('ended');
      expect((await listed()).items).toHaveLength(1);
    });

    it('refuse a key that was used for another action, for another reason, or by another caller', async () => {
      const by = asOlga('key-1');
      await over()(by, retry(), work());
      const bob = { ...by, provenance: { ...by.provenance, actor: 'bob' } };
      for (const each of [
        over()(by, retry('owners'), work('again')),
        over()(by, retry('sheets', 'another reason'), work('again')),
        over()(bob, retry(), work('again')),
        over()(asOlga('key-1/ended'), retry(), work('again')),
      ])
        expect(await each).toEqual({ outcome: 'id-reused' });
      expect(worked).toEqual(['done']);
    });

    it('of two operators at once are both recorded, without a gap, each behind the one before it', async () => {
      const many = Array.from({ length: 10 }, (_, index) => {
        const { eventStore, rival } = stores;
        return over(index % 2 === 0 ? eventStore : rival)(asOlga(), retry(`view-${index}`), work());
      });
      await Promise.all(many);
      const commits = await stores.eventStore.read('ops-operators');
      expect(commits).toHaveLength(20);
      expect(isContinuation({ version: 0 }, commits)).toBe(true);
      expect(commits.every(({ hash, isChanged }) => hash !== undefined && isChanged === undefined)).toBe(true);
      expect((await listed()).items.map(({ outcome }) => outcome)).toEqual(Array<string>(10).fill('done'));
    });

    it('are listed the newest first, by subject, by actor and by time', async () => {
      const bob = { ...asOlga(), provenance: { ...asOlga().provenance, actor: 'bob' } };
      for (const subject of ['sheets', 'owners', 'sheets']) await act(subject);
      await act('owners', bob);
      const versions = async (asked: Partial<ActionsRequest>) =>
        (await listed(asked)).items.map(({ version }) => version);
      expect(await versions({})).toEqual([7, 5, 3, 1]);
      expect(await versions({ subject: 'sheets' })).toEqual([5, 1]);
      expect(await versions({ actor: 'bob' })).toEqual([7]);
      expect(await versions({ actor: 'olga', subject: 'owners' })).toEqual([3]);
      // Commit n was recorded at minute n.
      expect(await versions({ from: minute(3) })).toEqual([7, 5, 3]);
      expect(await versions({ to: minute(5) })).toEqual([3, 1]);
      expect(await versions({ from: minute(2), to: minute(7) })).toEqual([5, 3]);
      expect(await versions({ from: minute(9) })).toEqual([]);
      expect(await versions({ to: minute(1) })).toEqual([]);
      expect(await versions({ by: 'builds' })).toEqual([]);
      expect((await listed({ to: minute(2) })).items).toMatchObject([{ outcome: 'done', endedAt: minute(2) }]);
    });

    it('are listed in pages that move with nothing that is done meanwhile, each with its end', async () => {
      for (let index = 0; index < 5; index += 1) await act(`view-${index}`);
      const subjects: string[] = [];
      let continuation: string | undefined;
      do {
        const page = await listed({ limit: 2, ...(continuation !== undefined && { continuation }) });
        expect(page.items.every(({ outcome }) => outcome === 'done')).toBe(true);
        subjects.push(...page.items.map(({ subject }) => subject));
        continuation = page.continuation;
        await act('meanwhile');
      } while (continuation !== undefined);
      expect(subjects).toEqual(['view-4', 'view-3', 'view-2', 'view-1', 'view-0']);
      for (const unknown of ['0', '-1', 'x', '1e3', '999999'])
        await expect(listed({ continuation: unknown })).rejects.toThrow('none of this list');
    });

    it('are found behind more commits than one answer reads', async () => {
      await act('sheets');
      for (let index = 0; index < 130; index += 1) await act('owners');
      const found: unknown[] = [];
      let page = await listed({ subject: 'sheets', limit: 1 });
      found.push(...page.items);
      while (page.continuation !== undefined) {
        page = await listed({ subject: 'sheets', limit: 1, continuation: page.continuation });
        found.push(...page.items);
      }
      expect(found).toMatchObject([{ subject: 'sheets', version: 1, outcome: 'done' }]);
    });
  });
};
