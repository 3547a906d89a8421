import type { Joined, PartChange } from '../../../domain/modelling/joined.ts';
import {
  ChangeNotTaken,
  DamagedContribution,
  type ContributionChange,
  type FoundContribution,
} from '../contributions/contributions.ts';
import type { DocumentAfter, JoinedDocuments } from './joined-documents.ts';
import type { DamagedView, FoundView } from '../read-model.ts';

/** A document as it was found. */
export type FoundJoined<Shape> = FoundView<Shape> | DamagedView | undefined;

/** As much of a declaration as says how parts make a document. */
export type Applying<Shape extends object, Part extends object> = Pick<Joined<Shape, Part>, 'name' | 'apply'>;

/** A document as it was found, and what changes of its parts. */
export interface JoinedUpdate<Shape, Part> {
  readonly key: string;
  readonly found: FoundJoined<Shape>;
  readonly changes: readonly ContributionChange<Part>[];
}

/**
 * Gives a document after changes of its parts. It is made of all parts where that cannot be told from what was found: where there
 * is no document or a damaged one, where a part goes or was damaged, and where the view asks for it.
 */
export const documentAfter =
  <Shape extends object, Part extends object>(
    joined: Applying<Shape, Part>,
    { parts }: Pick<JoinedDocuments<Shape, Part>, 'parts'>,
  ) =>
  async (update: JoinedUpdate<Shape, Part>): Promise<DocumentAfter<Shape>> => {
    const { key, found, changes } = update;
    const changed = new Set(changes.map(({ streamId }) => streamId));
    const madeAnew = async (): Promise<Shape | undefined> => {
      const others = (await parts(key)).filter(({ streamId }) => !changed.has(streamId));
      const beside = changes.filter(({ before }) => isDoubtful(before));
      return madeOf(joined, key, [...readable(joined.name, key, others, beside), ...valuesOf(changes)]);
    };
    const continued = continuedBy(joined, update);
    const view = continued === 'all parts' ? await madeAnew() : continued;
    if (view === undefined) return found === undefined ? 'stays' : undefined;
    return { view, version: (found?.version ?? 0) + 1 };
  };

/** The document that these parts alone make; undefined when there are none. */
export const madeOf = <Shape extends object, Part extends object>(
  { name, apply }: Applying<Shape, Part>,
  key: string,
  parts: readonly Part[],
): Shape | undefined =>
  parts.reduce<Shape | undefined>((document, after) => {
    const next = applied({ name, apply }, document, { key, before: undefined, after });
    if (next === 'all parts') throw new Error(`The joined view ${name} asks for all parts where it gets them.`);
    return next;
  }, undefined);

const applied = <Shape extends object, Part extends object>(
  { name, apply }: Applying<Shape, Part>,
  document: Shape | undefined,
  change: PartChange<Part>,
): Shape | 'all parts' => {
  try {
    return apply(document, change);
  } catch (cause) {
    throw new ChangeNotTaken(`The joined view ${name} cannot take a part of ${change.key}: ${String(cause)}`, {
      cause,
    });
  }
};

const continuedBy = <Shape extends object, Part extends object>(
  joined: Applying<Shape, Part>,
  { key, found, changes }: JoinedUpdate<Shape, Part>,
): Shape | 'all parts' => {
  if (found?.view === undefined) return 'all parts';
  return changes.reduce<Shape | 'all parts'>((document, { before, value: after }) => {
    if (document === 'all parts' || after === undefined || isDoubtful(before)) return 'all parts';
    return applied(joined, document, { key, before: before?.value, after });
  }, found.view);
};

/** Damaged, or of a version that its stream does not have: nobody can tell what it has changed in the document. */
const isDoubtful = (found: Pick<FoundContribution<unknown>, 'version'> | undefined): boolean => found?.version === 0;

const valuesOf = <Part>(parts: readonly { readonly value: Part | undefined }[]): readonly Part[] =>
  parts.flatMap(({ value }) => (value === undefined ? [] : [value]));

/**
 * What parts say. Throws {@link DamagedContribution}: without one of its parts, nobody knows what a document is. `beside` are damaged
 * parts that a change is about to replace: together with another one, no replay of one stream repairs them.
 */
export const readable = <Part>(
  name: string,
  key: string,
  parts: readonly FoundContribution<Part>[],
  beside: readonly { readonly streamId: string }[] = [],
): readonly Part[] => {
  const damaged = parts.filter(isDoubtful);
  const [first, ...more] = damaged;
  if (first === undefined) return valuesOf(parts);
  if (more.length + beside.length === 0)
    throw new DamagedContribution(
      `The part of ${first.streamId} in the ${name} document ${key} is damaged. A replay of ${first.streamId} repairs it.`,
    );
  const streams = [...damaged, ...beside].map(({ streamId }) => streamId);
  throw new DamagedContribution(
    `The parts of ${streams.toSorted().slice(0, mostNamed).join(', ')} in the ${name} document ${key} are damaged, ` +
      `${streams.length} in all: a replay of one needs the others. An audit repairs them: npm run views -- audit ${name} --all --repair`,
  );
};

/** The most streams that a message names. */
const mostNamed = 5;
