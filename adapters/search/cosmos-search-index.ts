import type { Container, Database } from '@azure/cosmos';
import { z } from 'zod';
import { documentOf, type IndexedDocument } from '../../consumers/search/indexed-document.ts';
import { merged, registers, type Fact } from '../../consumers/search/registers.ts';
import { hit, mostHits, type Hit, type SearchIndex, type Subject } from '../../consumers/search/search-index.ts';
import { createItem, readItem } from '../cosmos/items.ts';
import { firstDocuments } from '../cosmos/queries.ts';
import { reportDamage } from '../cosmos/report-damage.ts';
import { isMissingItem, statusOf } from '../cosmos/store-errors.ts';
import { retriesOf, type StoreOptions } from '../cosmos/store-options.ts';
import { documentIdFor } from '../document-id.ts';
import { markOf, nextPlace, placeIn } from './search-place.ts';
import { searchQuery } from './search-query.ts';

/** Others must change the same document so many times in between until a fact is given back to the broker. */
const mostRaces = 20;

/** A tombstone outlasts every message that may still come, in seconds: 90 days. */
const tombstoneSeconds = 90 * 24 * 60 * 60;

/** The index in the container `documents` of a generation, partition key `/id`: one document for each subject, changed under its etag. */
export const cosmosSearchIndex = (database: Database, name: string, options: StoreOptions = {}): SearchIndex => {
  const container = database.container(name);
  const retrying = retriesOf(options);

  const putOnce = async (subject: Subject, fact: Fact, abortSignal: AbortSignal) => {
    const id = idOf(subject);
    const found = await readItem(container, { id, partition: id }, abortSignal);
    const { registers: known = {}, _etag } = found === undefined ? {} : stored.parse(found);
    const next = merged(known, fact);
    if (next === known) return 'known';
    const document = storedForm(id, documentOf(subject, next));
    if (_etag === undefined)
      return (await createItem(container, document, abortSignal)) === 'created' ? 'changed' : 'lost';
    return replaced(container, document, _etag, abortSignal);
  };

  return {
    put: async (subject, fact) => {
      for (let race = 0; race < mostRaces; race += 1) {
        const outcome = await retrying((abortSignal) => putOnce(subject, fact, abortSignal));
        if (outcome !== 'lost') return outcome;
      }
      throw new Error(
        `The document of ${subject.kind} ${subject.id} was changed by others ${mostRaces} times meanwhile.`,
      );
    },

    search: async (search, { limit, continuation }) => {
      const place = placeIn(search, continuation);
      const atMost = Math.min(limit, mostHits - place.length);
      if (atMost <= 0) return { items: [] };
      const query = searchQuery(search, place, atMost + 1);
      const found = await retrying((abortSignal) =>
        orNothing(firstDocuments(container, query, { maxItemCount: atMost + 1, abortSignal })),
      );
      const shown = found.slice(0, atMost);
      const next = [...place, ...shown.map((document) => marked.parse(document).mark)];
      return {
        items: shown.flatMap((document) => readable(options, container, document)),
        ...(found.length > atMost && next.length < mostHits && { continuation: nextPlace(search, next) }),
      };
    },
  };
};

/** The SDK throws where a container has no documents, of which there is nothing to rank (@azure/cosmos 4.10.1, hybridQueryExecutionContext.js). */
const orNothing = async (ranked: Promise<readonly unknown[]>): Promise<readonly unknown[]> => {
  try {
    return await ranked;
  } catch (error) {
    if (error instanceof Error && error.message === 'GlobalStats validation failed') return [];
    throw error;
  }
};

const idOf = ({ kind, id }: Subject): string => documentIdFor(`${kind}:${id}`);

const stored = z.object({ registers, _etag: z.string() });

const marked = z.object({ mark: z.string() });

const storedForm = (id: string, document: IndexedDocument) => ({
  id,
  mark: markOf(id),
  text: '', // the SDK cannot rank where no document has a text at all
  ...document,
  ...(document.state === 'deleted' && { ttl: tombstoneSeconds }),
});

const replaced = async (
  container: Container,
  document: { readonly id: string },
  etag: string,
  abortSignal: AbortSignal,
): Promise<'changed' | 'lost'> => {
  try {
    const accessCondition = { type: 'IfMatch', condition: etag };
    await container.item(document.id, document.id).replace(document, { accessCondition, abortSignal });
    return 'changed';
  } catch (error) {
    if (statusOf(error) === 412 || isMissingItem(error)) return 'lost';
    throw error;
  }
};

const readable = (options: StoreOptions, container: Container, document: unknown): readonly Hit[] => {
  const parsed = foundDocument.safeParse(document);
  if (!parsed.success) {
    reportDamage(options, container, document, z.prettifyError(parsed.error));
    return [];
  }
  const { subjectId: id, ...shown } = parsed.data;
  return [hit.parse({ ...shown, id })];
};

const { id: subjectId, ...shownOfHit } = hit.unwrap().shape;
const foundDocument = z.object({ subjectId, ...shownOfHit });
