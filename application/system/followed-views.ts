import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Joined } from '../../domain/modelling/joined.ts';
import type { Log } from '../../domain/modelling/log.ts';
import type { System } from '../../domain/modelling/system.ts';
import type { Total } from '../../domain/modelling/total.ts';
import type { View } from '../../domain/modelling/view.ts';
import { followedDocuments } from '../generations/followed-documents.ts';
import { followedJoined } from '../generations/followed-joined.ts';
import { followedLog } from '../generations/followed-logs.ts';
import { followedTotals } from '../generations/followed-totals.ts';
import type { LiveGenerations } from '../generations/live-generations.ts';
import { readableDocuments } from '../generations/readable-documents.ts';
import { notTraced } from '../tracing.ts';
import { viewReaders } from '../views/documents/view-query.ts';
import type { Capabilities } from './capabilities.ts';
import { assertReadable } from './declared.ts';

/** The ports of readers. */
type ReadingViews = Pick<
  Capabilities,
  'eventStore' | 'patience' | 'keys' | 'tracing' | 'readModel' | 'contributions' | 'joinedDocuments'
> & { readonly live: LiveGenerations };

/** Readers of views of all kinds: each of whichever generation is live. */
export const followedViews = (system: System, reading: ReadingViews) => {
  const assertIsReadable = assertReadable(system);
  const { readModel, joinedDocuments, tracing = notTraced } = reading;
  return {
    /** Reads one document of a view, or lists them, for one reader: what it does not reach does not exist for it. */
    readerOf: <Types extends EventTypes, Shape extends object>(view: View<Types, Shape>) => {
      assertIsReadable(view);
      const documents = followedDocuments(view.viewName, readableDocuments(view, readModel), reading);
      return viewReaders(view, { ...reading, readModel: documents });
    },

    /** Reads pages of totals: for callers who reach everything, as a total tells nothing of one entity. */
    totalReaderOf: <Types extends EventTypes, Folded extends object, Row extends object>(
      total: Total<Types, Folded, Row>,
    ) => {
      assertIsReadable(total);
      return followedTotals(total, reading);
    },

    /** Asks declared queries of a log, for one reader. */
    logReaderOf: <Entry extends object>(log: Log<Entry>) => {
      assertIsReadable(log);
      return followedLog(log, { ...reading, tracing });
    },

    /** Reads documents that streams of several aggregates are part of, for one reader; as a page, or one of them. */
    joinedReaderOf: <Shape extends object, Part extends object>(joined: Joined<Shape, Part>) => {
      assertIsReadable(joined);
      return followedJoined(joined, { ...reading, documents: joinedDocuments });
    },
  };
};
