/** What a run reached: how often per second, and how long one time took, in milliseconds. */
export interface Rate {
  readonly perSecond: number;
  readonly median: number;
  readonly p99: number;
}

/** How a run is driven: so many at once, for so long. */
export interface Load {
  readonly lanes: number;
  readonly seconds: number;
}

const warmUpSeconds = 1;

/** Does `work` again and again, `lanes` at once, and measures after a second of warm-up. A failure of one ends the run. */
export async function inLanes({ lanes, seconds }: Load, work: (n: number) => Promise<unknown>): Promise<Rate> {
  const started = performance.now() + warmUpSeconds * 1000;
  const ends = started + seconds * 1000;
  const took: number[] = [];
  let n = 0;
  const lane = async (): Promise<void> => {
    for (let from = performance.now(); from < ends;) {
      n += 1;
      await work(n);
      const now = performance.now();
      if (from >= started && now <= ends) took.push(now - from);
      from = now;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  took.sort((one, other) => one - other);
  const at = (share: number): number => took[Math.floor(took.length * share)] ?? Number.NaN;
  return { perSecond: took.length / seconds, median: at(0.5), p99: at(0.99) };
}
