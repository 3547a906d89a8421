import type { Subscriber } from '../../application/feed/subscriber.ts';
import type { RunningSystem } from '../../application/system/run.ts';

/** The subscriber of this name. */
export const subscriberOf = ({ subscribers }: RunningSystem, name: string): Subscriber => {
  const found = subscribers.find((each) => each.name === name);
  if (found === undefined) throw new Error(`No subscriber is called ${name}.`);
  return found;
};
