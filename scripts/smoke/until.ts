import { setTimeout as pause } from 'node:timers/promises';
import { NoAnswer, type Answer, type Ask, type Question } from './front-door.ts';

/** What to ask, again and again, and how to tell that it holds. */
export interface Expectation {
  readonly question: Question;
  /** Undefined when the answer is as it must be, else what is wrong with it. */
  readonly fault: (answer: Answer) => string | undefined;
}

/** Something did not come to hold. The message says what was seen last. */
export class NeverHeld extends Error {
  override readonly name = 'NeverHeld';
}

const longestPause = 2_000;
const longestRequest = 30_000;
/** The last look, when the patience is over, gets a fair chance, too. */
const shortestRequest = 1_000;

/**
 * Asks until the answer is as it must be. Gives up with {@link NeverHeld} when `patience` (milliseconds) is over, or at once
 * on an answer that will stay as it is: a 4xx other than 404, 408 and 429. A 404 may be an app that is just starting, or a
 * view that has not seen its first event.
 */
export const until = async (ask: Ask, expectation: Expectation, patience: number): Promise<void> => {
  const deadline = Date.now() + patience;
  for (let wait = 100; ; wait = Math.min(wait * 2, longestPause)) {
    const timeLimit = Math.max(shortestRequest, Math.min(longestRequest, deadline - Date.now()));
    const seen = await look(ask, expectation, timeLimit);
    if (seen.holds) return;
    if (seen.isFinal) throw new NeverHeld(seen.fault);
    const left = deadline - Date.now();
    if (left <= 0) throw new NeverHeld(`${seen.fault}, and so it stayed for ${patience / 1_000} s`);
    await pause(Math.min(wait, left));
  }
};

type Look = { readonly holds: true } | { readonly holds: false; readonly fault: string; readonly isFinal: boolean };

const look = async (ask: Ask, { question, fault }: Expectation, timeLimit: number): Promise<Look> => {
  try {
    const answer = await ask(question, timeLimit);
    const found = fault(answer);
    return found === undefined ? { holds: true } : { holds: false, fault: found, isFinal: isFinal(answer) };
  } catch (error) {
    if (error instanceof NoAnswer) return { holds: false, fault: error.message, isFinal: false };
    throw error;
  }
};

const isFinal = ({ status }: Answer): boolean => status >= 400 && status < 500 && ![404, 408, 429].includes(status);
