import { describe, expect, it } from 'vitest';
import { deepestBody } from '../../../application/consumers/kept-body.ts';
import type { WaitingMessages } from '../../../application/consumers/waiting-messages.ts';
import type { WaitingStream } from '../../../application/consumers/waiting-stream.ts';
import { UnknownContinuation } from '../../../application/paging.ts';

const at = (minute: number): string => `2026-05-04T10:${String(minute).padStart(2, '0')}:00.000Z`;

/** A stream that has waited since a minute, and is due at another. */
const stream = (
  streamId: string,
  since = 0,
  due = since,
  state: WaitingStream['state'] = 'waiting',
): WaitingStream => ({
  streamId,
  state,
  waitingSince: at(since),
  messages: [{ id: `${streamId}:1`, position: 1, since: at(since), body: { type: 'spec', data: { text: 'ä' } } }],
  tries: 1,
  unended: 0,
  nextTryAt: at(due),
  lastError: 'Error: no ink',
});

/** What every place for waiting messages promises. `make` gives an empty one. */
export const waitingMessagesContract = (name: string, make: () => Promise<WaitingMessages>): void => {
  describe(`${name} keeps the promises of a place for waiting messages`, () => {
    it('is empty at first', async () => {
      const waiting = await make();
      expect(await waiting.any()).toBe(false);
      expect(await waiting.find('order-1')).toBeUndefined();
      expect(await waiting.due(at(59), 10)).toEqual([]);
      expect(await waiting.list({ limit: 10 })).toEqual({ items: [] });
      expect(await waiting.summary()).toEqual({ waiting: 0, quarantined: 0, oldestSince: null });
    });

    it('gives back what was added, whatever the stream is called', async () => {
      const waiting = await make();
      for (const streamId of ['order-1', 'unreadable:a/b?c#d\\e', 'ü'.repeat(300), '.', '..']) {
        expect(await waiting.add(stream(streamId))).toBe('done');
        expect((await waiting.find(streamId))?.stream).toEqual(stream(streamId));
      }
      expect(await waiting.any()).toBe(true);
    });

    it('keeps a body that is nested as deep as any that is kept', async () => {
      const waiting = await make();
      const body = Array.from({ length: deepestBody }).reduce<unknown>((inner) => ({ inner }), 'ä');
      const deep = { ...stream('order-1'), messages: [{ id: 'order-1:1', position: 1, since: at(0), body }] };
      expect(await waiting.add(deep)).toBe('done');
      expect((await waiting.find('order-1'))?.stream).toEqual(deep);
    });

    it('adds a stream once, and leaves what was there', async () => {
      const waiting = await make();
      await waiting.add(stream('order-1', 1));
      expect(await waiting.add(stream('order-1', 2))).toBe('changed');
      expect((await waiting.find('order-1'))?.stream).toEqual(stream('order-1', 1));
    });

    it('replaces and removes a stream only as it was read', async () => {
      const waiting = await make();
      await waiting.add(stream('order-1', 1));
      const first = (await waiting.find('order-1'))?.revision ?? '';
      expect(await waiting.replace(stream('order-1', 2), first)).toBe('done');
      expect(await waiting.replace(stream('order-1', 3), first)).toBe('changed');
      expect(await waiting.remove('order-1', first)).toBe('changed');
      const second = await waiting.find('order-1');
      expect(second?.stream).toEqual(stream('order-1', 2));
      expect(await waiting.remove('order-1', second?.revision ?? '')).toBe('done');
      expect(await waiting.find('order-1')).toBeUndefined();
      expect(await waiting.replace(stream('order-1', 4), second?.revision ?? '')).toBe('changed');
    });

    it('names what is due, the longest due first, and nothing in quarantine', async () => {
      const waiting = await make();
      for (const each of [stream('c', 0, 3), stream('a', 1, 1), stream('b', 2, 2), stream('d', 0, 0, 'quarantined')])
        await waiting.add(each);
      expect(await waiting.due(at(2), 10)).toEqual(['a', 'b']);
      expect(await waiting.due(at(5), 2)).toEqual(['a', 'b']);
    });

    it('lists what waits in pages, the longest wait first, and knows its own continuations only', async () => {
      const waiting = await make();
      for (const minute of [3, 1, 2]) await waiting.add(stream(`order-${minute}`, minute));
      const first = await waiting.list({ limit: 2 });
      expect(first.items.map(({ streamId }) => streamId)).toEqual(['order-1', 'order-2']);
      const rest = await waiting.list({ limit: 2, continuation: first.continuation ?? '' });
      expect(rest.items.map(({ streamId }) => streamId)).toEqual(['order-3']);
      await expect(waiting.list({ limit: 2, continuation: 'nonsense' })).rejects.toThrow(UnknownContinuation);
    });

    it('counts what waits, and says since when something is tried', async () => {
      const waiting = await make();
      for (const minute of [3, 4, 5]) await waiting.add(stream(`order-${minute}`, minute));
      await waiting.add(stream('order-2', 2, 2, 'quarantined'));
      expect(await waiting.summary()).toEqual({ waiting: 3, quarantined: 1, oldestSince: at(3) });
    });
  });
};
