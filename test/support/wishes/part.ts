import { z } from 'zod';
import { accept, eventType, nothingToDo, reject, type Aggregate } from '../../../domain/modelling/aggregate.ts';
import { entityId } from '../../../domain/modelling/values.ts';

const by = z.object({ by: z.string() });

const events = {
  PartHeld: eventType(by),
  PartFreed: eventType(by),
  PartUsed: eventType(by),
};

const asked = z.strictObject({ by: entityId });

const commands = { HoldPart: asked, FreePart: asked, UsePart: asked };

const state = z
  .object({ status: z.enum(['free', 'held', 'used']), by: z.string().nullable(), held: z.int(), freed: z.int() })
  .readonly();

/** Why a part refuses. */
export interface PartRejection {
  readonly type: 'PartTaken' | 'PartNotHeld';
}

/** A part that one holder at a time holds, and uses or frees. It counts how often it was held and freed. */
export const part: Aggregate<z.infer<typeof state>, typeof commands, typeof events, PartRejection> = {
  category: 'part',
  commands,
  events,
  state,
  stateVersion: 1,
  initial: { status: 'free', by: null, held: 0, freed: 0 },
  owner: 'everybody',
  evolve: (part, event) => {
    switch (event.type) {
      case 'PartHeld':
        return { ...part, status: 'held', by: event.data.by, held: part.held + 1 };
      case 'PartFreed':
        return { ...part, status: 'free', by: null, freed: part.freed + 1 };
      case 'PartUsed':
        return { ...part, status: 'used' };
    }
  },
  decide: ({ type, data }, { status, by: holder }) => {
    const isHeld = status === 'held' && holder === data.by;
    const notHeld = reject<PartRejection>({ type: 'PartNotHeld' });
    switch (type) {
      case 'HoldPart':
        if (isHeld) return nothingToDo;
        return status === 'free' ? accept({ type: 'PartHeld', data }) : reject({ type: 'PartTaken' });
      case 'FreePart':
        return isHeld ? accept({ type: 'PartFreed', data }) : notHeld;
      case 'UsePart':
        return isHeld ? accept({ type: 'PartUsed', data }) : notHeld;
    }
  },
};
