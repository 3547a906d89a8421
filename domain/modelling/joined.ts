import type { z } from 'zod';
import type { EventOf, EventTypes } from './aggregate.ts';
import { asGeneration, type FormerGeneration, type Generation } from './generation.ts';
import type { OwnerField } from './owner.ts';
import { holdsPersonalData } from './personal.ts';
import { assertServed, type DeclaredQuery } from './query.ts';
import type { Fold } from './view.ts';

/** What one stream is part of: the document of this key. */
export interface KeyedPart<Part> {
  readonly key: string;
  readonly part: Part;
}

/** The streams of one category as they are part of joined documents. */
export interface JoinedSourceDeclaration<Types extends EventTypes, Folded extends object, Part extends object> {
  readonly source: { readonly category: string; readonly events: Types };
  readonly fold: Fold<EventOf<Types>, Folded>;
  /** The parts of a stream now, at most one for each key. A part that is no longer given is taken out of its document. */
  readonly parts: (folded: Folded) => readonly KeyedPart<Part>[];
}

/** What is done with a source, whatever its types are. */
export type JoinedSourceUse<Part extends object, Result> = <Types extends EventTypes, Folded extends object>(
  source: JoinedSourceDeclaration<Types, Folded, Part>,
) => Result;

/** A source in the list of a joined view: its types are only known within {@link JoinedSource.withTypes}. */
export interface JoinedSource<Part extends object> {
  readonly source: { readonly category: string; readonly events: EventTypes };
  withTypes<Result>(use: JoinedSourceUse<Part, Result>): Result;
}

/** Declares one source of a joined view. */
export const joinedSource = <Types extends EventTypes, Folded extends object, Part extends object>(
  declaration: JoinedSourceDeclaration<Types, Folded, Part>,
): JoinedSource<Part> => ({ source: declaration.source, withTypes: (use) => use(declaration) });

/** How the part of one stream changes. */
export interface PartChange<Part> {
  /** The key of the document. */
  readonly key: string;
  /** Undefined when the stream becomes part of the document only now. */
  readonly before: Part | undefined;
  readonly after: Part;
}

/**
 * A view whose documents streams of several categories are part of: customers with the number and the sum of their orders.
 * The streams come in any order, and the document is the same. Disposable: it can be made again from the events.
 */
export interface JoinedDeclaration<Shape extends object, Part extends object> {
  /** Names the view's subscriber, under which it parks commits, and its container. Part of what is stored: never rename. */
  readonly name: string;
  /** See the same fields of a view. */
  readonly generation?: number;
  readonly former?: FormerGeneration<AnyJoined, Shape>;
  /** What a document is: see the same field of a view. It has no field `from`, under which parts are stored. */
  readonly schema: z.ZodType<Shape, Shape>;
  /** What a part is. It is stored beside the document, and what is read back is parsed; what is personal in it must be marked. */
  readonly part: z.ZodType<Part, Part>;
  /** The field of the document that is its key, and its partition: all parts of one document lie in one partition. */
  readonly key: keyof Shape & string;
  readonly owner: OwnerField<keyof Shape & string>;
  /** The field that plain lists are ordered by, highest first. Every document has it. */
  readonly orderBy: keyof Shape & string;
  readonly queries?: readonly DeclaredQuery<keyof Shape & string>[];
  /** See the same field of a view. */
  readonly feed?: 'own';
  /** The streams that are part of its documents. Each generation has its own. */
  readonly sources: readonly JoinedSource<Part>[];
  /**
   * The document after the part of one stream has changed. The order of streams must not matter, and a change from one part to the next
   * must give what the next part alone would have given. Where that cannot be told from the document (it keeps the lowest of all amounts,
   * and that rises), 'all parts' has the document made again: `apply` of every part to no document, which never answers so.
   */
  readonly apply: (document: Shape | undefined, change: PartChange<Part>) => Shape | 'all parts';
}

/** What is done with a joined view, whatever its types are. */
export type JoinedUse<Result> = <Shape extends object, Part extends object>(joined: Joined<Shape, Part>) => Result;

/** A declared joined view: see {@link JoinedDeclaration}. Its name is that of its generation. */
export interface Joined<Shape extends object, Part extends object> extends JoinedDeclaration<Shape, Part>, Generation {
  readonly generation: number;
  /** Of its documents: the key. */
  readonly partition: { readonly by: 'field'; readonly field: keyof Shape & string };
  /** Calls `use` with this view in its own types, which a list does not name. */
  withTypes<Result>(use: JoinedUse<Result>): Result;
}

/** A joined view in a list: its types are only known within {@link Joined.withTypes}. */
export interface AnyJoined extends Generation {
  readonly schema: z.ZodType;
  readonly sources: readonly { readonly source: { readonly category: string } }[];
  readonly partition: { readonly by: 'field'; readonly field: string };
  readonly owner: OwnerField;
  readonly orderBy: string;
  readonly queries?: readonly DeclaredQuery[];
  readonly feed?: 'own';
  readonly former?: { readonly declared: AnyJoined };
  withTypes<Result>(use: JoinedUse<Result>): Result;
}

/** Declares a joined view. Throws an error that says what is wrong with the declaration. */
export const declareJoined = <Shape extends object, Part extends object>(
  declaration: JoinedDeclaration<Shape, Part>,
): Joined<Shape, Part> => {
  const { name, key, sources } = declaration;
  const categories = sources.map(({ source }) => source.category);
  const doubled = categories.find((category, index) => categories.indexOf(category) !== index);
  if (sources.length === 0) throw new Error(`The joined view ${name} has no source.`);
  if (doubled !== undefined) throw new Error(`The joined view ${name} has two sources of the category ${doubled}.`);
  const partition = { by: 'field', field: key } as const;
  return {
    ...asGeneration(assertServed({ ...declaration, partition }), unchanging),
    withTypes(use) {
      return use(this);
    },
  };
};

const unchanging = ({ partition, owner, orderBy }: Pick<AnyJoined, 'partition' | 'owner' | 'orderBy'>) => ({
  key: partition.field,
  ...{ owner, orderBy },
});

/** Whether anything that is kept for a joined view may be personal. */
export const joinsPersonalData = <Shape extends object, Part extends object>({
  schema,
  part,
  sources,
}: Pick<Joined<Shape, Part>, 'schema' | 'part' | 'sources'>): boolean =>
  holdsPersonalData({ schema: { schema }, part: { schema: part } }) ||
  sources.some(({ source }) => holdsPersonalData(source.events));
