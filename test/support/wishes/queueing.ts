import { z } from 'zod';
import { ask, declareProcess, trigger } from '../../../domain/modelling/process.ts';
import type { Duration } from '../../../domain/modelling/processes/duration.ts';
import type { Reaction, Seen } from '../../../domain/modelling/processes/reaction.ts';
import type { EventOfTrigger } from '../../../domain/modelling/processes/trigger.ts';
import { declareModule, system } from '../../../domain/modelling/system.ts';
import { part } from './part.ts';
import { wish } from './wish.ts';

/** How long a part that is taken is waited for, and how long from one try to the next. */
export interface Waits {
  readonly part: Duration;
  readonly nextTry: Duration;
}

const asks = {
  hold: ask(part, 'HoldPart', { within: 'PT2M', undo: { command: 'FreePart', data: ({ by }) => ({ by }) } }),
  grant: ask(wish, 'GrantWish', { within: 'PT5M', pivot: true }),
  deny: ask(wish, 'DenyWish', { within: 'PT5M', forward: true }),
};

const wishes = trigger(wish, {
  WishMade: ({ entityId }) => entityId,
  WishWithdrawn: ({ entityId }) => entityId,
});

const memory = z.object({});

type Reactions = readonly Reaction<typeof asks, z.infer<typeof memory>, keyof Waits>[];

const begin = (event: EventOfTrigger<typeof wishes>, by: string): Reactions =>
  event.type === 'WishWithdrawn'
    ? [{ fail: 'It was withdrawn.' }]
    : [{ ask: 'hold', to: event.data.parts[0] ?? 'a', data: { by } }];

const completed = (name: string): Reactions => (name === 'grant' ? [{ complete: true }] : []);

const waitFor = (to: string, begun: readonly (keyof Waits)[]): Reactions => {
  const patience: Reactions = begun.includes('part') ? [] : [{ wait: 'part' }];
  return [{ postpone: 'hold', to }, ...patience, { wait: 'nextTry' }];
};

const afterWait = (wait: keyof Waits, asked: Seen<object>['asks']): Reactions => {
  const held = asked.find(({ ask: name }) => name === 'hold');
  if (held === undefined || held.status === 'accepted') return [];
  if (wait === 'part') return [{ fail: 'The part stayed taken.' }];
  return [{ again: 'hold', to: held.target.entityId, reason: 'It may be free.' }];
};

/** A process that waits: it holds the one part of a wish. Where that is taken, it tries again, for a while. */
export const queueingFor = (waits: Waits) =>
  declareProcess({
    name: 'queueing',
    asks,
    waits: { ...waits },
    starts: [wishes],
    memory,
    nothing: {},
    react: (happened, seen) => {
      switch (happened.what) {
        case 'started':
        case 'heard':
          return begin(happened.by.event, seen.id);
        case 'accepted':
          return happened.ask === 'hold' ? [{ ask: 'grant', to: seen.id, data: {} }] : completed(happened.ask);
        case 'refused':
          return happened.ask === 'hold' ? waitFor(happened.to, seen.waits) : [];
        case 'timed-out':
          return afterWait(happened.wait, seen.asks);
        case 'compensated':
          return [{ ask: 'deny', to: seen.id, data: { reason: happened.reason } }];
        case 'unanswered':
          return [];
      }
    },
  });

/** See {@link queueingFor}: five minutes, and a minute. */
export const queueing = queueingFor({ part: 'PT5M', nextTry: 'PT1M' });

/** A business whose process waits. */
export const queues = system(declareModule({ aggregate: wish }), declareModule({ aggregate: part }), {
  processes: [queueing],
});
