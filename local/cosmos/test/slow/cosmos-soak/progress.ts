/** How many versions were acknowledged, by all writers together. */
export interface Progress {
  readonly add: (versions: number) => void;
  /** Resolves in the instant in which so many more were acknowledged. */
  readonly more: (versions: number) => Promise<void>;
}

export function startProgress(): Progress {
  let total = 0;
  let waiting: { readonly enough: number; readonly resolve: () => void } | undefined;
  return {
    add: (versions) => {
      total += versions;
      if (waiting !== undefined && total >= waiting.enough) waiting.resolve();
    },
    more: (versions) =>
      new Promise((resolve) => {
        waiting = { enough: total + versions, resolve };
      }),
  };
}
