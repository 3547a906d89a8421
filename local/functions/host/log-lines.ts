/** What is told about one finished call. */
export interface FinishedCall {
  readonly name: string;
  readonly what: string;
  readonly conclusion: string;
  readonly milliseconds: number;
}

const nameWidth = 24;

/** One readable line: time of day, function, what came, how it ended, how long it took. */
export function invocationLine(call: FinishedCall, now: Date = new Date()): string {
  const time = now.toISOString().slice(11, 23);
  return `${time}  ${call.name.padEnd(nameWidth)}  ${call.what}  ${call.conclusion}  ${duration(call.milliseconds)}`;
}

function duration(milliseconds: number): string {
  return milliseconds < 10 ? `${milliseconds.toFixed(1)} ms` : `${Math.round(milliseconds)} ms`;
}

/** An error with its stack and its causes, indented below the line of the call that it ended. */
export function errorLines(error: unknown): readonly string[] {
  const text = error instanceof Error ? (error.stack ?? String(error)) : `Thrown: ${String(error)}`;
  const lines = text.split('\n').map((line) => `    ${line.trimEnd()}`);
  if (!(error instanceof Error) || error.cause === undefined) return lines;
  return [...lines, '    caused by', ...errorLines(error.cause)];
}

/** The functions of an app as a table: name, trigger, what it listens to. */
export function functionTable(
  rows: readonly { name: string; trigger: string; listensTo: string }[],
): readonly string[] {
  const names = Math.max(...rows.map(({ name }) => name.length));
  const triggers = Math.max(...rows.map(({ trigger }) => trigger.length));
  return rows.map(
    ({ name, trigger, listensTo }) => `  ${name.padEnd(names)}  ${trigger.padEnd(triggers)}  ${listensTo}`,
  );
}
