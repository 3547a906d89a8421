import { z } from 'zod';
import { declareJoined, joinedSource } from '../../../domain/modelling/joined.ts';
import { personal } from '../../../domain/modelling/personal.ts';
import { system } from '../../../domain/modelling/system.ts';
import { people, peopleById } from './people.ts';
import { person } from './person.ts';
import { sheet } from './sheet.ts';
import { sheets, sheetsById } from './sheets.ts';

/** What an owner has, and who it is. */
export const ownerSchema = z
  .object({
    ownerId: z.string(),
    status: z.enum(['unknown', 'registered', 'erased']),
    name: personal(z.string()).exactOptional(),
    sheets: z.int(),
    open: z.int(),
    amount: z.int(),
    /** The lowest of all amounts: where that rises, only all sheets tell the next. */
    lowest: z.int().nullable(),
  })
  .readonly();

/** What an owner has, and who it is. */
export type OwnerDocument = z.infer<typeof ownerSchema>;

const part = z.discriminatedUnion('of', [
  z.object({ of: z.literal('registered'), name: personal(z.string()) }).readonly(),
  z.object({ of: z.literal('erased') }).readonly(),
  z.object({ of: z.literal('sheet'), isOpen: z.boolean(), amount: z.int() }).readonly(),
]);

type Part = z.infer<typeof part>;
type SheetPart = Extract<Part, { of: 'sheet' }>;

const nothing = (ownerId: string): OwnerDocument => ({
  ownerId,
  status: 'unknown',
  sheets: 0,
  open: 0,
  amount: 0,
  lowest: null,
});

const noSheet = { isOpen: false, amount: 0 };

const withSheet = (document: OwnerDocument, before: SheetPart | undefined, after: SheetPart) => {
  const { lowest } = document;
  if (before?.amount === lowest && after.amount > lowest) return 'all parts';
  const { isOpen, amount } = before ?? noSheet;
  return {
    ...document,
    sheets: document.sheets + (before === undefined ? 1 : 0),
    open: document.open + Number(after.isOpen) - Number(isOpen),
    amount: document.amount + after.amount - amount,
    lowest: lowest === null ? after.amount : Math.min(lowest, after.amount),
  };
};

/** Asks for owners of one state, by what they have. */
export const ownersByAmount = { equal: ['status'], range: 'amount', orderBy: 'amount' } as const;

/** Answers: who is this owner, and what do all of their sheets hold? A sheet that is dropped belongs to nobody. */
export const owners = declareJoined({
  name: 'owners',
  schema: ownerSchema,
  part,
  key: 'ownerId',
  owner: { field: 'ownerId' },
  orderBy: 'amount',
  queries: [ownersByAmount],
  sources: [
    joinedSource({
      source: person,
      fold: peopleById.fold,
      parts: (view): { key: string; part: Part }[] => [
        {
          key: view.personId,
          part: view.status === 'erased' ? { of: 'erased' } : { of: 'registered', name: view.name },
        },
      ],
    }),
    joinedSource({
      source: sheet,
      fold: sheetsById.fold,
      parts: ({ ownerId, status, total }): { key: string; part: Part }[] => [
        {
          key: status === 'dropped' ? 'nobody' : ownerId,
          part: { of: 'sheet', isOpen: status === 'open', amount: total },
        },
      ],
    }),
  ],
  apply: (found, { key, before, after }): OwnerDocument | 'all parts' => {
    const document = found ?? nothing(key);
    if (after.of === 'sheet') return withSheet(document, before?.of === 'sheet' ? before : undefined, after);
    if (after.of === 'registered') return { ...document, status: after.of, name: after.name };
    const { sheets: count, open, amount, lowest } = document;
    return { ownerId: key, status: after.of, sheets: count, open, amount, lowest };
  },
});

/** The ledger with what joins its aggregates. */
export const joinedLedger = system(sheets, people, { joined: [owners] });
