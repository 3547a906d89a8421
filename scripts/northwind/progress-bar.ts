import { styleText } from 'node:util';

/** Shows how far a phase is, its rate and how long it still takes: a bar that redraws itself on a terminal, one line every tenth elsewhere. */
export const progressBar = (label: string, total: number, out: NodeJS.WriteStream = process.stderr) => {
  const startedAt = performance.now();
  let done = 0;
  let tenths = 0;

  const text = (): string => {
    const seconds = (performance.now() - startedAt) / 1_000;
    const rate = done / Math.max(seconds, 0.001);
    const left = done === total ? '' : ` · ${((total - done) / Math.max(rate, 0.001)).toFixed(0)} s left`;
    return `${label.padEnd(12)} ${done}/${total} · ${Math.round(rate)}/s · ${seconds.toFixed(1)} s${left}`;
  };
  const bar = (): string => {
    const filled = Math.round((24 * done) / Math.max(total, 1));
    return styleText('green', '█'.repeat(filled)) + styleText('gray', '░'.repeat(24 - filled));
  };

  return {
    tick(): void {
      done += 1;
      if (out.isTTY) {
        out.write(`\r${bar()} ${text()}\u001b[K`);
        if (done === total) out.write('\n');
        return;
      }
      const reached = Math.floor((10 * done) / total);
      if (reached > tenths) out.write(`${text()}\n`);
      tenths = reached;
    },
  };
};
