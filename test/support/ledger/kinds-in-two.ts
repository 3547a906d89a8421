import { z } from 'zod';
import { formerGeneration } from '../../../domain/modelling/generation.ts';
import { declareJoined } from '../../../domain/modelling/joined.ts';
import { changesIn, declareLog, logSource } from '../../../domain/modelling/log.ts';
import { system } from '../../../domain/modelling/system.ts';
import { deed, deedOf, deeds } from './logs.ts';
import { owners, ownerSchema } from './owners.ts';
import { people, peopleById } from './people.ts';
import { sheets, sheetsById } from './sheets.ts';

/** The second generation of a log: it shows one field more, which nobody knows as long as the first one is live. */
export const labelledDeeds = declareLog({
  ...deeds,
  name: 'deeds',
  generation: 2,
  former: formerGeneration(deeds, (earlier) => ({ ...earlier, label: null })),
  schema: deed.unwrap().extend({ label: z.string().nullable() }).readonly(),
  sources: [
    logSource({
      ...changesIn(sheetsById),
      entry: (recorded) => ({ ...deedOf('sheet')(recorded), label: `sheet ${recorded.entityId}` }),
    }),
    logSource({
      ...changesIn(peopleById),
      entry: (recorded) => ({ ...deedOf('person')(recorded), label: `person ${recorded.entityId}` }),
    }),
  ],
});

const countedOwner = ownerSchema.unwrap().extend({ closed: z.int().nullable() }).readonly();

/** The second generation of a joined view: it counts what is closed, which nobody knows as long as the first one is live. */
export const closedOwners = declareJoined({
  ...owners,
  name: 'owners',
  generation: 2,
  former: formerGeneration(owners, (earlier) => ({ ...earlier, closed: null })),
  schema: countedOwner,
  apply: (found, change) => {
    const next = owners.apply(found, change);
    return next === 'all parts' ? next : { ...next, closed: next.sheets - next.open };
  },
});

/** The ledger with a log and a joined view. */
export const keptLedger = system(sheets, people, { logs: [deeds], joined: [owners] });

/** The same while both have two generations. */
export const keptLedgerInTwo = system(sheets, people, { logs: [labelledDeeds], joined: [closedOwners] });
