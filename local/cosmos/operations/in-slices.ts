import { setImmediate } from 'node:timers/promises';

/** Milliseconds that the server works on one answer before it looks after others. */
const slice = 4;

/** The end of the pauses that began before: in every turn of the event loop one of those who work in slices goes on. */
let turn: Promise<unknown> = Promise.resolve();

/** Takes all steps, and lets others in between: a long answer holds up nobody else's. */
export async function inSlices<Result>(steps: Iterator<undefined, Result, undefined>): Promise<Result> {
  for (;;) {
    const end = performance.now() + slice;
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
    } while (performance.now() < end);
    turn = turn.then(() => setImmediate());
    await turn;
  }
}
