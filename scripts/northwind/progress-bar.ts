import { styleText } from 'node:util';

/** Shows how far a long run is: a bar that redraws itself on a terminal, one line every tenth elsewhere. */
export const progressBar = (label: string, total: number, out: NodeJS.WriteStream = process.stderr) => {
  const startedAt = performance.now();
  let done = 0;
  let tenths = 0;

  const text = (): string => {
    const seconds = (performance.now() - startedAt) / 1000;
    return `${label} ${done}/${total} · ${Math.round(done / Math.max(seconds, 0.001))}/s · ${seconds.toFixed(1)} s`;
  };
  const bar = (): string => {
    const filled = Math.round((24 * done) / Math.max(total, 1));
    return styleText('green', '█'.repeat(filled)) + styleText('gray', '░'.repeat(24 - filled));
  };

  return {
    tick(): void {
      done += 1;
      if (out.isTTY) {
        out.write(`\r${bar()} ${text()} `);
        if (done === total) out.write('\n');
        return;
      }
      const reached = Math.floor((10 * done) / total);
      if (reached > tenths) out.write(`${text()}\n`);
      tenths = reached;
    },
  };
};
