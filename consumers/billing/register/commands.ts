import { z } from 'zod';
import type { CommandOf } from '../../../domain/modelling/aggregate.ts';
import { documentSchema } from '../document.ts';

/** The commands to a register. */
export const registerCommands = {
  IssueDocument: z
    .strictObject({
      document: documentSchema,
      /** The sender knows that no number up to this one is the document's. */
      searchedTo: z.int().min(0),
    })
    .describe('Gives the document the next number, unless it has one.'),
};

/** A command to a register. */
export type RegisterCommand = CommandOf<typeof registerCommands>;
