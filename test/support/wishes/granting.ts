import { z } from 'zod';
import type { EventOf } from '../../../domain/modelling/aggregate.ts';
import { ask, declareProcess, trigger } from '../../../domain/modelling/process.ts';
import { part } from './part.ts';
import { wish } from './wish.ts';

type BegunBy = Extract<EventOf<typeof wish.events>, { type: 'WishMade' | 'WishWithdrawn' }>;

const memory = z.object({ parts: z.array(z.string()).readonly() }).readonly();

/**
 * Grants a wish: it holds every part, grants the wish once all are held (from there on there is no way back), and uses them. Else it
 * frees what it holds, and denies the wish.
 */
export const granting = declareProcess({
  name: 'granting',
  asks: {
    hold: ask(part, 'HoldPart', { within: 'PT2M', undo: { command: 'FreePart', data: ({ by }) => ({ by }) } }),
    grant: ask(wish, 'GrantWish', { within: 'PT5M', pivot: true }),
    use: ask(part, 'UsePart', { within: 'PT5M', forward: true }),
    deny: ask(wish, 'DenyWish', { within: 'PT5M', forward: true }),
  },
  starts: [trigger(wish, { WishMade: ({ entityId }) => entityId })],
  hears: [trigger(wish, { WishWithdrawn: ({ entityId }) => entityId })],
  memory,
  nothing: { parts: [] },
  react: (happened, { id, asks, memory: { parts } }) => {
    const isOfAll = (name: string) =>
      asks.filter(({ ask: each, status }) => each === name && status === 'accepted').length === parts.length;
    const begun = (event: BegunBy) =>
      event.type === 'WishWithdrawn'
        ? ([{ fail: 'It was withdrawn.' }] as const)
        : [
            { remember: { parts: event.data.parts } },
            ...event.data.parts.map((to) => ({ ask: 'hold', to, data: { by: id } }) as const),
          ];
    const after = {
      hold: () => (isOfAll('hold') ? [{ ask: 'grant', to: id, data: {} } as const] : []),
      grant: () => parts.map((to) => ({ ask: 'use', to, data: { by: id } }) as const),
      use: () => (isOfAll('use') ? [{ complete: true } as const] : []),
      deny: () => [],
    };
    switch (happened.what) {
      case 'started':
      case 'heard':
        return begun(happened.by.event);
      case 'accepted':
        return after[happened.ask]();
      case 'compensated':
        return [{ ask: 'deny', to: id, data: { reason: happened.reason } }];
      case 'refused':
      case 'unanswered':
        return [];
    }
  },
});
