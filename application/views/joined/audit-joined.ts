import type { NamedStream } from '../../../domain/modelling/ids.ts';
import type { Joined } from '../../../domain/modelling/joined.ts';
import { inParallel } from '../../in-parallel.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { Undeliverable } from '../../undeliverable.ts';
import type { AuditedView, Compared } from '../audit/audit.ts';
import { comparing, unreadable, type Comparing } from '../audit/audit-look.ts';
import { sampleOf, type Sample } from '../audit/audit-sample.ts';
import { ChangeNotTaken, DamagedContribution } from '../contributions/contributions.ts';
import type { JoinedDocuments } from './joined-documents.ts';
import { lookingAtJoined } from './joined-looks.ts';
import { partsAfresh } from './parts-afresh.ts';

/** The ports of an audit of a joined view. */
export interface AuditingJoined<Shape, Part> extends Omit<Comparing, 'name'> {
  /** Decrypts, as that of the projector does. */
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly documents: JoinedDocuments<Shape, Part>;
  /** How many parts of each document are compared with the events, besides those of the streams that are compared. */
  readonly sample: Sample;
  readonly random: () => number;
}

/** How many parts of one stream are compared at the same time. */
const placesAtOnce = 8;

/**
 * Compares documents with what their stored parts make, and parts with the events of their streams: also those that are missing,
 * damaged, or of no stream. A repair of a part writes the document of all parts with it. Remembers the name of each
 * part that was compared, some 100 bytes.
 */
export const auditedJoined = <Shape extends object, Part extends object>(
  joined: Joined<Shape, Part>,
  { documents, eventStore, sample, random, ...auditing }: AuditingJoined<Shape, Part>,
): AuditedView => {
  const { name, sources } = joined;
  const compare = comparing({ name, ...auditing });
  const compared = new Set<string>();
  const foldAfresh = partsAfresh(joined, eventStore);
  const { lookAtPart, lookAtDocument } = lookingAtJoined(joined, { documents, foldAfresh });

  const comparePart = async (streamId: NamedStream, key: string, repairs: boolean): Promise<Compared> => {
    compared.add(nameOf(streamId, key));
    if (streamId === '') return { difference: `${key}: a damaged part names no stream.`, isRepaired: false };
    return unlessNotTaken(key, () => compare(streamId, repairs, () => lookAtPart(streamId, key)));
  };

  /** Nothing is said of a document with a damaged part: that was named before. */
  const compareDocument = async (key: string, repairs: boolean): Promise<readonly Compared[]> => {
    try {
      return [await unlessNotTaken(key, () => compare(key, repairs, () => lookAtDocument(key)))];
    } catch (error) {
      if (error instanceof DamagedContribution) return [];
      throw error;
    }
  };

  /** The parts first, all that are damaged among them. */
  const checkDocument = async (key: string, repairs: boolean): Promise<readonly Compared[]> => {
    const parts = await documents.parts(key);
    const damaged = parts.filter(({ version }) => version === 0);
    const others = sampleOf(
      parts.filter(({ version }) => version > 0),
      sample,
      random,
    );
    const found: Compared[] = [];
    for (const { streamId } of [...damaged, ...others])
      if (!compared.has(nameOf(streamId, key))) found.push(await comparePart(streamId, key, repairs));
    return [...found, ...(await compareDocument(key, repairs))];
  };

  return {
    name,
    categories: sources.map(({ source }) => source.category),
    isEveryEntryChecked: false,
    checkStream: async (streamId, repairs) => {
      const { folded, failure } = await foldAfresh(streamId);
      if (failure !== undefined) return [await compare(streamId, repairs, async () => unreadable(failure))];
      return inParallel(placesAtOnce, [...folded.keys()], (key) => comparePart(streamId, key, repairs));
    },
    async *entries() {
      yield (await documents.keys()).map((key) => (repairs: boolean) => checkDocument(key, repairs));
    },
  };
};

const nameOf = (streamId: string, key: string): string => JSON.stringify([streamId, key]);

/** What cannot be stored, or the view fails on, is named without values; the others are compared. */
const unlessNotTaken = async (key: string, compare: () => Promise<Compared>): Promise<Compared> => {
  try {
    return await compare();
  } catch (error) {
    if (error instanceof DamagedContribution) throw error;
    if (error instanceof ChangeNotTaken)
      return { difference: `${key}: the view cannot make a document of these parts.`, isRepaired: false };
    if (error instanceof Undeliverable) return { difference: `${key}: ${error.message}`, isRepaired: false };
    throw error;
  }
};
