import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import type { System } from '../../domain/modelling/system.ts';
import type { Total } from '../../domain/modelling/total.ts';
import type { View } from '../../domain/modelling/view.ts';
import { followedDocuments } from '../generations/followed-documents.ts';
import { followedTotals } from '../generations/followed-totals.ts';
import type { LiveGenerations } from '../generations/live-generations.ts';
import { readableGenerations } from '../generations/readable-generations.ts';
import { viewReaders } from '../views/documents/view-query.ts';
import type { Capabilities } from './capabilities.ts';
import { assertReadable } from './declared.ts';

/** The ports of readers. */
type ReadingViews = Pick<Capabilities, 'eventStore' | 'patience' | 'readModel' | 'contributions'> & {
  readonly live: LiveGenerations;
};

/** Readers of views and totals: each of whichever generation is live. */
export const followedViews = (system: System, { readModel, ...reading }: ReadingViews) => {
  const assertIsReadable = assertReadable(system);
  return {
    /** Reads one document of a view, or lists them, for one reader: what it does not reach does not exist for it. */
    readerOf: <Types extends EventTypes, Shape extends object>(view: View<Types, Shape>) => {
      assertIsReadable(view);
      const generations = readableGenerations(view, readModel);
      return viewReaders(view, { ...reading, readModel: followedDocuments(view.viewName, generations, reading) });
    },

    /** Reads pages of totals: for callers who reach everything, as a total tells nothing of one entity. */
    totalReaderOf: <Types extends EventTypes, Folded extends object, Row extends object>(
      total: Total<Types, Folded, Row>,
    ) => {
      assertIsReadable(total);
      return followedTotals(total, reading);
    },
  };
};
