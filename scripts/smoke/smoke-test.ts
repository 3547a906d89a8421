import { randomBytes } from 'node:crypto';
import { TurnedAway, type Ask } from './front-door.ts';
import {
  cancelsTheOrder,
  isHealthy,
  listsTheOrder,
  mailsTheCustomer,
  showsTheOrder,
  takesAnOrder,
  type Step,
} from './steps.ts';
import { NeverHeld, until } from './until.ts';

/** What a smoke test needs. */
export interface SmokeTest {
  readonly door: Ask;
  /** How long each step may take, in milliseconds. */
  readonly patience: number;
  /** Gets a line for each step: what happened and how long it took. */
  readonly say: (line: string) => void;
}

/**
 * Sends one order through a running system: placed, shown in the views, mailed, cancelled. True when every step succeeded. A step that does
 * not hold ends the test, but an order that was placed is cancelled whatever else happened.
 */
export const smokeTest = async (test: SmokeTest): Promise<boolean> => {
  const orderId = `smoke-${Date.now().toString(36)}-${randomBytes(3).toString('hex')}`;
  const started = performance.now();
  const mayGoOn = (await held(test, isHealthy())) && (await held(test, takesAnOrder(orderId)));
  if (!mayGoOn) return false;
  const followed =
    (await held(test, showsTheOrder(orderId))) &&
    (await held(test, listsTheOrder(orderId))) &&
    (await held(test, mailsTheCustomer(orderId)));
  const cancelled = await held(test, cancelsTheOrder(orderId));
  if (followed && cancelled) test.say(`All of it held, in ${since(started)}.`);
  return followed && cancelled;
};

const held = async ({ door, patience, say }: SmokeTest, step: Step): Promise<boolean> => {
  const started = performance.now();
  try {
    await until(door, step, patience);
    say(`  ok    ${since(started).padStart(8)}  ${step.title}`);
    return true;
  } catch (error) {
    if (!(error instanceof NeverHeld || error instanceof TurnedAway)) throw error;
    say(`  FAIL  ${since(started).padStart(8)}  ${step.title}`);
    say(`        ${error.message}.`);
    if (error instanceof NeverHeld) say(`        ${step.advice}`);
    return false;
  }
};

const since = (started: number): string => {
  const milliseconds = performance.now() - started;
  return milliseconds < 1_000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
};
