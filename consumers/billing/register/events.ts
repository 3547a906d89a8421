import { eventType, type EventOf } from '../../../domain/modelling/aggregate.ts';
import { z } from 'zod';
import { documentSchema } from '../document.ts';

// The storage format. Names and shapes here outlive this code: add to them, never rename or repurpose.
export const registerEvents = {
  DocumentIssued: eventType(
    z.object({ document: documentSchema }).describe('A document was issued. Its number is the version of this event.'),
  ),
};

/** Something that happened to a register. */
export type RegisterEvent = EventOf<typeof registerEvents>;
