import type { z } from 'zod';

/** As much of a declaration as says which generation of a view it is. */
export interface DeclaredGeneration {
  readonly name: string;
  readonly generation?: number;
}

/** A generation of a view of whichever kind: what its fold makes of the events, in a container of its own. */
export interface Generation {
  /** Names the subscriber and the container of this generation: `orders`, and `orders.v2` from the second on. */
  readonly name: string;
  /** What all generations are called: `orders`. */
  readonly viewName: string;
  readonly generation: number;
}

/** The generation before, for the declaration that follows it: see {@link formerGeneration}. */
export interface FormerGeneration<Declared, Shape> {
  readonly declared: Declared;
  /** Makes of one of its documents what readers get while it is live. Throws a ZodError for what is none of its documents. */
  readonly shown: (document: unknown) => Shape;
}

/**
 * The former generation of a view, total, log or joined view, for the declaration that follows it. While it is live, readers get what
 * `shown` makes of its documents, rows or entries, so they need to know one shape only. What is personal in them may be masked by then, so
 * the schema must take any text there.
 */
export const formerGeneration = <Declared extends Generation, Earlier extends object, Shape extends object>(
  declared: Declared & { readonly schema: z.ZodType<Earlier, Earlier> },
  shown: (document: Earlier) => Shape,
): FormerGeneration<Declared, Shape> => ({
  declared,
  shown: (document) => shown(declared.schema.parse(document)),
});

/** What must be the same in all generations, because whoever reads does not know which one answers. */
export type Unchanging = Readonly<Record<string, unknown>>;

/** A declaration that may follow a former generation of its kind. */
export interface Following<Kept> extends DeclaredGeneration {
  readonly former?: { readonly declared: Kept & Generation };
}

/**
 * Names a declaration as the generation that it is. Throws an error for a number that is none, and one that says why it cannot follow its
 * former generation: `unchanging` says of a declaration what all generations must have alike.
 */
export const asGeneration = <Kept, Declaration extends Kept & Following<Kept>>(
  declaration: Declaration,
  unchanging: (kept: Kept) => Unchanging,
): Declaration & Generation => {
  const { former } = declaration;
  const next = { ...declaration, ...generationOf(declaration) };
  if (former !== undefined)
    assertFollows(
      { ...next, unchanging: unchanging(declaration) },
      { ...former.declared, unchanging: unchanging(former.declared) },
    );
  return next;
};

/** Names a declared generation. Throws an error for a number that is none. */
export const generationOf = ({ name, generation = 1 }: DeclaredGeneration): Generation => {
  if (!Number.isSafeInteger(generation) || generation < 1)
    throw new Error(`The generation of ${name} is ${generation}; generations are whole numbers from 1.`);
  return { name: generation === 1 ? name : `${name}.v${generation}`, viewName: name, generation };
};

type Compared = Generation & { readonly unchanging: Unchanging };

const assertFollows = (next: Compared, former: Compared): void => {
  const { viewName, generation } = next;
  if (former.viewName !== viewName)
    throw new Error(`The former generation of ${viewName} is one of ${former.viewName}: a view keeps its name.`);
  if (former.generation >= generation)
    throw new Error(
      `Generation ${generation} of ${viewName} follows generation ${former.generation}: give it a higher number.`,
    );
  const changed = Object.keys(next.unchanging).filter(
    (part) => JSON.stringify(next.unchanging[part]) !== JSON.stringify(former.unchanging[part]),
  );
  if (changed.length > 0)
    throw new Error(
      `Generation ${generation} of ${viewName} has another ${changed.join(' and ')} than generation ${former.generation}: ` +
        'who reads does not know which one answers. Declare a view of another name.',
    );
};

/** A declaration and its former ones, the newest first. */
export const generationsOf = <Declared extends { readonly former?: { readonly declared: Declared } }>(
  declared: Declared,
): readonly Declared[] => [declared, ...(declared.former === undefined ? [] : generationsOf(declared.former.declared))];
