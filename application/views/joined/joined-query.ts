import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { Joined, JoinedSourceDeclaration } from '../../../domain/modelling/joined.ts';
import type { DeclaredQuery } from '../../../domain/modelling/query.ts';
import type { Reader } from '../../callers/reach.ts';
import type { After, NotThere } from '../after.ts';
import type { TooManyStreams } from '../as-of-streams.ts';
import { awaitContribution, type Awaiting } from '../contributions/await-contribution.ts';
import { madeOf, readable } from './joined-document-after.ts';
import { joinedAsOf } from './joined-as-of.ts';
import type { JoinedDocuments } from './joined-documents.ts';
import { reachableDocuments, type ReachableDocuments } from '../reachable-documents.ts';
import { assertDeclaredQuery, searchOf, type Search } from '../search.ts';
import { partsAfter } from './stream-parts.ts';

/** The result of a query for one joined document. 'no stream': there is none behind it as the caller wants to see written. */
export type JoinedAnswer<Shape> =
  | { readonly found: 'current'; readonly view: Shape }
  | Exclude<NotThere, { found: 'nothing' }>
  | TooManyStreams
  | { readonly found: 'no stream' }
  | { readonly found: 'nothing' };

/** What is asked of one document: to show a version of a stream, and as of which moment; as it is, where none is given. */
export interface ReadJoined {
  readonly after?: After;
  readonly asOf?: string;
}

/** Reads one joined document, or a page of them. */
export interface JoinedReader<Shape> extends Pick<ReachableDocuments<Shape>, 'list'> {
  readonly read: (key: string, asked?: ReadJoined) => Promise<JoinedAnswer<Shape>>;
}

/** The readers of one joined view, each for one caller. */
export interface JoinedReaders<Shape> {
  readonly for: (reader: Reader) => JoinedReader<Shape>;
  readonly search: <const Query extends DeclaredQuery>(
    query: Query,
  ) => { readonly for: (reader: Reader) => Search<Query, Shape> };
}

/** The ports of queries for a joined view. */
export interface QueryingJoined<Shape, Part> extends Awaiting {
  readonly documents: JoinedDocuments<Shape, Part>;
}

/**
 * The readers of one joined view, each for one caller: it sees what the caller reaches, and personal values where the caller may. Who
 * has just written asks for a document `after` that version of that stream; to who reaches only its own, a stream that is
 * part of no document of its own does not exist.
 */
export const joinedReaders = <Shape extends object, Part extends object>(
  joined: Joined<Shape, Part>,
  { documents, ...awaiting }: QueryingJoined<Shape, Part>,
): JoinedReaders<Shape> => {
  const find = async (key: string): Promise<{ readonly view: Shape } | undefined> => {
    const found = await documents.find(key);
    if (found?.damage === undefined) return found;
    const view = madeOf(joined, key, readable(joined.name, key, await documents.parts(key)));
    return view && { view };
  };

  const madeAsOf = joinedAsOf(joined, { ...awaiting, documents });
  const remember = async (key: string, asOf: string) => {
    const view = await madeAsOf(key, asOf);
    return typeof view === 'object' ? { view } : view;
  };

  const missing = async (key: string, after: After, { reach }: Reader): Promise<NotThere | undefined> => {
    const of = joined.sources.find(({ source }) => after.streamId.startsWith(`${source.category}-`));
    const isWithinReach = (keys: readonly string[]): boolean => reach === 'all' || keys.includes(key);
    const waitFor = <Types extends EventTypes, Folded extends object>(
      declared: JoinedSourceDeclaration<Types, Folded, Part>,
    ) =>
      awaitContribution(
        { source: declared.source, fold: partsAfter(declared), find: documents.findPart, isWithinReach },
        awaiting,
        after,
      );
    const found = await of?.withTypes(waitFor);
    return found === 'there' ? undefined : (found ?? { found: 'nothing' });
  };

  /** What was written, if it is not there yet. */
  const notWritten = async (key: string, after: After | undefined, reader: Reader) => {
    const not = after !== undefined && mayAsk(joined, key, reader) ? await missing(key, after, reader) : undefined;
    return not?.found === 'nothing' ? ({ found: 'no stream' } as const) : not;
  };

  const readFor = (reader: Reader) => {
    const { shown } = reachableDocuments(joined, documents, reader);
    return async (key: string, { after, asOf }: ReadJoined = {}): Promise<JoinedAnswer<Shape>> => {
      const not = await notWritten(key, after, reader);
      if (not !== undefined) return not;
      // As of a moment, what is read again for it is not read for whoever does not reach it.
      if (asOf !== undefined && isOthers(joined, key, reader)) return { found: 'nothing' };
      const then = asOf === undefined ? await find(key) : await remember(key, asOf);
      if (then === 'too many streams') return { found: then };
      const found = shown(then);
      return found === undefined ? { found: 'nothing' } : { found: 'current', view: found.view };
    };
  };

  return {
    for: (reader) => ({
      read: readFor(reader),
      list: reachableDocuments(joined, documents, reader).list,
    }),
    search: <const Query extends DeclaredQuery>(query: Query) => {
      assertDeclaredQuery(joined, query);
      return { for: (reader) => searchOf(reachableDocuments(joined, documents, reader), query) };
    },
  };
};

type Owned<Shape extends object, Part extends object> = Pick<Joined<Shape, Part>, 'owner' | 'partition'>;

/** Whether the document of this key is another owner's, whatever is in it. */
const isOthers = <Shape extends object, Part extends object>(
  { owner, partition }: Owned<Shape, Part>,
  key: string,
  { reach }: Reader,
): boolean => reach !== 'all' && owner !== 'everybody' && owner.field === partition.field && key !== reach.ownerId;

/** Whether the reader may reach a document of this key at all: what is written to others is none of its business. */
const mayAsk = <Shape extends object, Part extends object>(
  { owner, partition }: Owned<Shape, Part>,
  key: string,
  { reach }: Reader,
): boolean => reach === 'all' || owner === 'everybody' || (owner.field === partition.field && key === reach.ownerId);
