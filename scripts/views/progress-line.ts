/** Shows how far a run of unknown length is: a line that is written over on a terminal, nothing elsewhere. */
export const progressLine = <State>(textOf: (state: State) => string, out: NodeJS.WriteStream = process.stderr) => {
  let shownAt = 0;
  return {
    show: (state: State): void => {
      if (!out.isTTY || performance.now() - shownAt < 100) return;
      shownAt = performance.now();
      out.write(`\r${textOf(state)} `);
    },
    end: (): void => {
      if (out.isTTY) out.write('\r\u001b[K');
    },
  };
};
