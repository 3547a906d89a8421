import { expect, it } from 'vitest';
import { outage } from '../triggers/outage.ts';

const never = new AbortController().signal;

it('An outage is told once when it begins, and once when it is over', async () => {
  const lines: string[] = [];
  const store = outage('orders', 'the feed of events', (line) => lines.push(line));
  store.over();
  for (const word of ['one', 'two']) expect(await store.wait(new Error(word), never)).toBe(true);
  store.over();
  store.over();
  expect(lines).toEqual([
    'orders: the feed of events does not answer as it should, trying again: one',
    'orders: the feed of events answers again',
  ]);
});

it('A host that stops does not wait for the next attempt, nor calls its own stop an outage', async () => {
  const lines: string[] = [];
  const store = outage('orders', 'the feed of events', (line) => lines.push(line));
  expect(await store.wait(new Error('aborted'), AbortSignal.abort())).toBe(false);
  expect(lines).toEqual([]);
});
