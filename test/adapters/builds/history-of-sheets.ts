import { BulkOperationType, type Container } from '@azure/cosmos';
import { commitDocument } from '../../../adapters/commit-document.ts';
import { commitSchema, streamIdOf } from '../../../application/streams/commit.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import { asBob, specTime } from '../../support/as-bob.ts';
import type { SheetEvent, SheetView } from '../../support/ledger/index.ts';

/** How many sheets there are, and how many others begin between two events of one. */
export interface Extent {
  readonly sheets: number;
  readonly between: number;
}

const eventsOfEach = 5;

/** What happens to a sheet, in five commits. */
const eventOf = (sheet: number, step: number): SheetEvent => {
  if (step === 0)
    return {
      type: 'SheetOpened',
      data: {
        ownerId: `owner-${sheet % 97}`,
        openedAt: specTime,
        rows: [
          { key: 'rent', text: 'Rent of May', amount: 5 },
          { key: 'tax', text: 'Tax of 2025', amount: sheet },
        ],
      },
    };
  if (step === eventsOfEach - 1) return { type: 'SheetClosed', data: {} };
  return { type: 'RowChanged', data: { key: 'rent', from: 5, to: step * 10 + (sheet % 7) } };
};

/** What the view must show of a sheet, without its fold. */
export const expectedSheet = (sheet: number): SheetView => ({
  sheetId: String(sheet),
  ownerId: `owner-${sheet % 97}`,
  openedAt: specTime,
  status: 'closed',
  rows: [
    { key: 'rent', text: 'Rent of May', amount: 30 + (sheet % 7) },
    { key: 'tax', text: 'Tax of 2025', amount: sheet },
  ],
  total: 30 + (sheet % 7) + sheet,
});

const appended = (head: StreamHead, sheet: number, step: number) => {
  const events = [{ schemaVersion: 1, ...eventOf(sheet, step) }] as const;
  return commitDocument(head, { category: 'sheet', events, recordedAt: specTime, ...asBob(`${sheet}-${step}`) });
};

/** All commits in rounds: in a round each sheet has one at most, and sheets are mixed as they are where many people work. */
export function* roundsOf({ sheets, between }: Extent) {
  const heads = new Map<number, StreamHead>();
  for (let begun = 0; begun < sheets + between * eventsOfEach; begun += between) {
    const places = Array.from({ length: between * eventsOfEach }, (_, place) => ({
      sheet: begun + (place % between) - Math.floor(place / between) * between,
      step: Math.floor(place / between),
    })).filter(({ sheet }) => sheet >= 0 && sheet < sheets);
    yield places.map(({ sheet, step }): object => {
      const head = heads.get(sheet) ?? StreamHead.beforeFirst(streamIdOf('sheet', String(sheet)));
      const document = appended(head, sheet, step);
      heads.set(sheet, head.after([commitSchema.parse(document)]));
      return document;
    });
  }
}

const atOnce = 10_000;

/** Writes all commits of so many sheets, in bulk. */
export const writeHistory = async (events: Container, extent: Extent): Promise<number> => {
  let written = 0;
  for (const round of roundsOf(extent))
    for (let from = 0; from < round.length; from += atOnce) {
      const operations = round.slice(from, from + atOnce).map((document) => {
        const { streamId: partitionKey } = commitSchema.parse(document);
        return { operationType: BulkOperationType.Create, partitionKey, resourceBody: { ...document } };
      });
      const results = await events.items.executeBulkOperations(operations);
      const refused = results.find(({ response }) => response?.statusCode !== 201);
      if (refused !== undefined) throw new Error(`A commit was not taken: ${JSON.stringify(refused.error)}`);
      written += operations.length;
    }
  return written;
};
