import type { EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Recorded } from '../streams/event-codec.ts';

/** A pure fold of events into what a screen shows. `undefined` as long as there is nothing to show. */
export type Fold<Event, View> = (view: View | undefined, recorded: Recorded<Event>) => View | undefined;

/** A view with one document for each stream of a category. Disposable: it can be deleted and folded anew at any time. */
export interface Projection<Types extends EventTypes, View> {
  /** The name of its subscriber and of its container. */
  readonly name: string;
  /** The aggregate whose events it folds. */
  readonly source: { readonly category: string; readonly events: Types };
  readonly fold: Fold<EventOf<Types>, View>;
  /**
   * Which partition keeps the document. 'entity': its own, found by the stream's name alone. A function of the view: found
   * only by folding the stream from its start, so each delivery reads the stream once; it must give the same answer for the
   * whole life of a stream, or documents would be left behind.
   */
  readonly partition: 'entity' | ((view: View) => string);
}
