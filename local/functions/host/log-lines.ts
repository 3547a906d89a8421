/** What is told about one finished call. */
export interface FinishedCall {
  readonly name: string;
  readonly trigger: string;
  readonly what: string;
  readonly conclusion: string;
  readonly milliseconds: number;
  readonly correlationId: string;
}

const nameWidth = 24;
const triggerWidth = 10;

/** One readable line: time of day, function, trigger, what came, how it ended, how long it took, whose call it was. */
export function invocationLine(call: FinishedCall, now: Date = new Date()): string {
  const time = now.toISOString().slice(11, 23);
  const who = `${call.name.padEnd(nameWidth)}  ${call.trigger.padEnd(triggerWidth)}`;
  const how = `${call.conclusion}  ${duration(call.milliseconds)}`;
  return `${time}  ${who}  ${call.what}  ${how}  ${call.correlationId}`;
}

function duration(milliseconds: number): string {
  return milliseconds < 10 ? `${milliseconds.toFixed(1)} ms` : `${Math.round(milliseconds)} ms`;
}

/** An error with its stack and with what caused it, indented below the line of the call that it ended. */
export function errorLines(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [`    Thrown: ${String(error)}`];
  const lines = (error.stack ?? String(error)).split('\n').map((line) => `    ${line.trimEnd()}`);
  const causes = error instanceof AggregateError ? error.errors : [error.cause].filter((cause) => cause !== undefined);
  return [...lines, ...causes.flatMap((cause: unknown) => ['    because of', ...errorLines(cause)])];
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
