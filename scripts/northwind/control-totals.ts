/** Figures by their names. Money in cents. */
export type Figures = Readonly<Record<string, number>>;

/** Figures of each group, like a month or a product. */
export type Groups = ReadonlyMap<string, Figures>;

/** The figures that must come out the same from the files and from the views, by the view. */
export type ControlTotals = Readonly<Record<string, Groups>>;

/** Adds up the figures of each group, in the order of their names. */
export const addUp = (entries: Iterable<readonly [group: string, figures: Figures]>): Groups => {
  const groups = new Map<string, Figures>();
  for (const [group, figures] of entries) groups.set(group, plus(groups.get(group) ?? {}, figures));
  return new Map([...groups].toSorted(([one], [other]) => (one < other ? -1 : 1)));
};

const plus = (sum: Figures, figures: Figures): Figures => ({
  ...sum,
  ...Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, (sum[name] ?? 0) + value])),
});

/** The figures of all groups together. */
export const wholeOf = (groups: Groups): Figures => [...groups.values()].reduce(plus, {});

/** One figure on which files and views differ. A figure that one side does not have at all is undefined there. */
export interface Difference {
  readonly view: string;
  readonly group: string;
  readonly figure: string;
  readonly inFiles: number | undefined;
  readonly inViews: number | undefined;
}

/** Every figure on which files and views differ. */
export const differences = (files: ControlTotals, views: ControlTotals): readonly Difference[] =>
  union(Object.keys(files), Object.keys(views)).flatMap((view) =>
    union(files[view]?.keys() ?? [], views[view]?.keys() ?? []).flatMap((group) => {
      const [one, other] = [files[view]?.get(group) ?? {}, views[view]?.get(group) ?? {}];
      return union(Object.keys(one), Object.keys(other))
        .map((figure) => ({ view, group, figure, inFiles: one[figure], inViews: other[figure] }))
        .filter(({ inFiles, inViews }) => inFiles !== inViews);
    }),
  );

const union = (one: Iterable<string>, other: Iterable<string>): readonly string[] => [...new Set([...one, ...other])];
