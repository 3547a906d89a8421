import { attempt } from './attempt.ts';
import type { Broker } from './broker.ts';
import { nextMoment, passTime } from './passing-time.ts';

/** How often the clock is looked at, in milliseconds. Reading it costs three index look-ups. */
const beat = 50;

/** How often message ids past their window are forgotten, in milliseconds. */
const forgetEvery = 60_000;

/**
 * Watches the clock. It beats instead of sleeping until the next moment, because clocks jump: a laptop wakes up, and
 * specs move theirs. Gives the function that stops it.
 */
export function startClockwork(broker: Broker): () => void {
  let forgetAt = 0;
  const timer = setInterval(() => {
    const now = broker.now();
    const next = nextMoment(broker);
    if ((next === null || next > now) && now < forgetAt) return;
    forgetAt = now + forgetEvery;
    try {
      attempt(broker, () => passTime(broker));
    } catch (error) {
      console.error('Service Bus: what was due could not be done, and is tried again.', error);
    }
  }, beat);
  timer.unref();
  return () => clearInterval(timer);
}
