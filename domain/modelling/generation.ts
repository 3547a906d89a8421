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

/** Names a declared generation. Throws an error for a number that is none. */
export const generationOf = ({ name, generation = 1 }: DeclaredGeneration): Generation => {
  if (!Number.isSafeInteger(generation) || generation < 1)
    throw new Error(`The generation of ${name} is ${generation}; generations are whole numbers from 1.`);
  return { name: generation === 1 ? name : `${name}.v${generation}`, viewName: name, generation };
};

/** What must be the same in all generations, because whoever reads does not know which one answers. */
export type Unchanging = Readonly<Record<string, unknown>>;

/** Throws an error when a generation cannot follow its former one. */
export const assertFollows = (
  next: Generation & { readonly unchanging: Unchanging },
  former: Generation & { readonly unchanging: Unchanging },
): void => {
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
