import type { z } from 'zod';
import type { EventOf, EventTypes } from './aggregate.ts';
import { asGeneration, type FormerGeneration, type Generation } from './generation.ts';
import type { OwnerField } from './owner.ts';
import { assertServed, type DeclaredQuery } from './query.ts';
import type { Recorded } from './recorded.ts';

/** A pure fold of events into what a screen shows. `undefined` as long as there is nothing to show. */
export type Fold<Event, Shape> = (view: Shape | undefined, recorded: Recorded<Event>) => Shape | undefined;

/** The partition of a document, and the field of the view that is the partition key. */
export interface ViewPartition<Field extends string = string> {
  /**
   * 'entity': the partition key is the document's id, so the document is found by the stream's name alone.
   * 'shard': it is the {@link shardOf} of the document's id, which the fold gives to the field. The document is found by the stream's name
   * alone, too, and all documents can be asked for in parts, or counted.
   * 'field': it is a value that only the fold gives, so a process that does not remember where the document lies folds the stream
   * from its start. The value must never change within a stream, or the document under the former value would stay.
   */
  readonly by: 'entity' | 'shard' | 'field';
  readonly field: Field;
}

/** A view with one document per stream of its source. Disposable: it can be deleted and folded again at any time. */
export interface ViewDeclaration<Types extends EventTypes, Shape extends object> {
  /** Names the view's subscriber, under which it parks commits, and its container. Part of what is stored: never rename. */
  readonly name: string;
  /** 1 where it is not given. A fold that answers otherwise is another generation, which is built beside the one that is read. */
  readonly generation?: number;
  /** The generation before, kept for as long as going back to it must be possible. Readers follow the one that is live. */
  readonly former?: FormerGeneration<AnyView, Shape>;
  /** The aggregate whose events it folds. */
  readonly source: { readonly category: string; readonly events: Types };
  /**
   * The categories of further aggregates with these very events, as all processes have the same. A document then has the name of its stream
   * as its id, `transfer-1`, since entities of two categories may have the same id.
   */
  readonly alsoOf?: readonly string[];
  /**
   * What a document is. What is read back from the store is parsed by it. It marks as `personal` what comes from personal values of
   * the events: that is masked for readers who may not see it.
   */
  readonly schema: z.ZodType<Shape, Shape>;
  readonly partition: ViewPartition<keyof Shape & string>;
  readonly owner: OwnerField<keyof Shape & string>;
  /** The field that plain lists are ordered by, highest first. The container indexes it. */
  readonly orderBy?: keyof Shape & string;
  /** What else is asked of it: by filters, and in other orders. The container indexes what they need. */
  readonly queries?: readonly DeclaredQuery<keyof Shape & string>[];
  /**
   * The fields that identify an entry of a list when a history shows what changed: a position changes when an earlier entry is
   * removed. Lists whose entries have none of these fields go by position.
   */
  readonly identifiedBy?: readonly string[];
  /**
   * 'own' gives the view a feed function and leases of its own, which read the history from its start. Without it, the view
   * shares those of all other views, at a fraction of the cost, with two limits: a fold that throws holds up the views that it
   * shares with until its stream is parked, some seconds, and a view that is added later, over events that exist already, sees only what comes from then on.
   */
  readonly feed?: 'own';
  readonly fold: Fold<EventOf<Types>, Shape>;
}

/** What is done with a view, whatever its types are. */
export type ViewUse<Result> = <Types extends EventTypes, Shape extends object>(view: View<Types, Shape>) => Result;

/** A declared view: see {@link ViewDeclaration}. Its name is that of its generation. */
export interface View<Types extends EventTypes, Shape extends object>
  extends ViewDeclaration<Types, Shape>, Generation {
  readonly generation: number;
  /** Calls `use` with this view in its own types, which a list of views does not name. */
  withTypes<Result>(use: ViewUse<Result>): Result;
}

/** A view in a list of views: what its types say of its own fold is only known within {@link View.withTypes}. */
export interface AnyView
  extends Generation, Pick<View<EventTypes, object>, 'source' | 'alsoOf' | 'schema' | 'feed' | 'withTypes'> {
  readonly partition: ViewPartition;
  readonly owner: OwnerField;
  readonly orderBy?: string;
  readonly queries?: readonly DeclaredQuery[];
  readonly former?: { readonly declared: AnyView };
}

/** Declares a view. Throws an error that names a query which no index serves, or says why it cannot follow its former generation. */
export const declareView = <Types extends EventTypes, Shape extends object>(
  declaration: ViewDeclaration<Types, Shape>,
): View<Types, Shape> => {
  const view = asGeneration(assertServed(declaration), unchanging);
  return {
    ...view,
    withTypes(use) {
      return use(this);
    },
  };
};

const unchanging = ({ source, alsoOf, partition, owner, orderBy }: Kept) => ({
  ...(alsoOf === undefined && { source: source.category }),
  isNamedByStream: alsoOf !== undefined,
  ...{ partition, owner, orderBy },
});

type Kept = Pick<AnyView, 'source' | 'alsoOf' | 'partition' | 'owner' | 'orderBy'>;

/** The categories of the streams that a view has documents of. */
export const categoriesOf = ({ source, alsoOf = [] }: Pick<AnyView, 'source' | 'alsoOf'>): readonly string[] => [
  source.category,
  ...alsoOf,
];
