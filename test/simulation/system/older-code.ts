import { z } from 'zod';
import type { ArchivedCommit } from '../../../application/archive/archived-commit.ts';
import type { AppendOutcome } from '../../../application/streams/event-store.ts';
import type { Stored } from './stored.ts';

/** As much of a commit as says of which types and shapes its events are. */
const shapes = z.looseObject({
  events: z.array(z.looseObject({ type: z.string(), schemaVersion: z.number() })),
});

/** A document in which the events of a type have a shape that is newer by so much. */
const newerBy = <Document>(document: Document, type: string, by: number): Document => {
  const parsed = shapes.safeParse(document);
  if (!parsed.success || !parsed.data.events.some((event) => event.type === type)) return document;
  const events = parsed.data.events.map((event) =>
    event.type === type ? { ...event, schemaVersion: event.schemaVersion + by } : event,
  );
  return { ...document, events };
};

/** A document as code finds it that was written before a type of events had its present shape. */
export const asFoundByOlderCode = <Document>(document: Document, type: string): Document => newerBy(document, type, 1);

/** The stores as that code finds them. What it copies of them without reading it stays as it is. */
export const storesOfOlderCode = (stored: Stored, type: string): Stored => {
  const { eventStore, historyParts, archive } = stored;
  const found = <Document>(document: Document): Document => asFoundByOlderCode(document, type);
  return {
    ...stored,
    eventStore: {
      ...eventStore,
      read: async (...asked) => (await eventStore.read(...asked)).map(found),
      readNewest: async (...asked) => (await eventStore.readNewest(...asked)).map(found),
      findByCommands: async (...asked) => (await eventStore.findByCommands(...asked)).map(found),
      append: async (...asked) => foundIn(await eventStore.append(...asked), found),
      ofStream: async (streamId) => (await eventStore.ofStream(streamId)).map(found),
    },
    historyParts: {
      ...historyParts,
      async *pages(...asked) {
        for await (const page of historyParts.pages(...asked)) yield { ...page, documents: page.documents.map(found) };
      },
    },
    archive: { ...archive, add: async (commits) => archive.add(commits.map((commit) => asStored(commit, type))) },
  };
};

const foundIn = (outcome: AppendOutcome, found: <Document>(document: Document) => Document): AppendOutcome => {
  switch (outcome.outcome) {
    case 'appended':
      return outcome;
    case 'repeated':
      return { ...outcome, commit: found(outcome.commit) };
    case 'conflict':
      return { ...outcome, next: found(outcome.next) };
  }
};

const asStored = (commit: ArchivedCommit, type: string): ArchivedCommit => ({
  ...commit,
  text: JSON.stringify(newerBy(JSON.parse(commit.text) as unknown, type, -1)),
});
