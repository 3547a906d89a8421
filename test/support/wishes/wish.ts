import { z } from 'zod';
import { accept, eventType, reject, type Aggregate } from '../../../domain/modelling/aggregate.ts';
import { entityId } from '../../../domain/modelling/values.ts';

const events = {
  WishMade: eventType(z.object({ parts: z.array(z.string()) })),
  WishWithdrawn: eventType(z.object({})),
  WishGranted: eventType(z.object({})),
  WishDenied: eventType(z.object({ reason: z.string() })),
};

const commands = {
  MakeWish: z.strictObject({ parts: z.array(entityId).min(1) }),
  WithdrawWish: z.strictObject({}),
  GrantWish: z.strictObject({}),
  DenyWish: z.strictObject({ reason: z.string() }),
};

const state = z.object({ status: z.enum(['none', 'made', 'withdrawn', 'granted', 'denied']) }).readonly();

/** Why a wish refuses. */
export interface WishRejection {
  readonly type: 'WishNotMade' | 'WishAlreadyMade' | 'WishOver';
}

const over = reject<WishRejection>({ type: 'WishOver' });

/** A wish for parts, which is granted or denied once it is made, unless it is withdrawn. */
export const wish: Aggregate<z.infer<typeof state>, typeof commands, typeof events, WishRejection> = {
  category: 'wish',
  commands,
  events,
  state,
  stateVersion: 1,
  initial: { status: 'none' },
  owner: 'everybody',
  evolve: (_, event) => {
    switch (event.type) {
      case 'WishMade':
        return { status: 'made' };
      case 'WishWithdrawn':
        return { status: 'withdrawn' };
      case 'WishGranted':
        return { status: 'granted' };
      case 'WishDenied':
        return { status: 'denied' };
    }
  },
  decide: (command, { status }) => {
    const isOpen = status === 'made';
    if (command.type === 'MakeWish')
      return status === 'none' ? accept({ type: 'WishMade', data: command.data }) : reject({ type: 'WishAlreadyMade' });
    if (status === 'none') return reject({ type: 'WishNotMade' });
    switch (command.type) {
      case 'WithdrawWish':
        return isOpen ? accept({ type: 'WishWithdrawn', data: {} }) : over;
      case 'GrantWish':
        return isOpen ? accept({ type: 'WishGranted', data: {} }) : over;
      case 'DenyWish':
        return status === 'granted' ? over : accept({ type: 'WishDenied', data: command.data });
    }
  },
};
