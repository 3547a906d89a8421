import type { WaitingMessages } from './waiting-messages.ts';

/**
 * How long a process may believe that nothing waits, in milliseconds. Who begins a wait keeps the session for longer, so
 * no process takes a later message of the stream on a belief that is older than the wait.
 */
const believedMs = 2_000;

/** What a process knows of its consumer's waiting streams. */
export interface KnownWaits {
  /** Whether any stream waits. False costs no request while somebody has asked within the last two seconds. */
  any(): Promise<boolean>;
  /** Something waits from now on. */
  begun(): void;
}

/** Remembers for a moment that nothing waits. That something waits is not remembered for longer either. */
export const knownWaits = (waiting: Pick<WaitingMessages, 'any'>, now: () => number): KnownWaits => {
  let known: { readonly askedAt: number; readonly any: Promise<boolean> } | undefined;
  const remember = (any: Promise<boolean>): Promise<boolean> => {
    const asked = { askedAt: now(), any };
    known = asked;
    any.catch(() => {
      if (known === asked) known = undefined;
    });
    return any;
  };
  return {
    any: () => (known !== undefined && now() - known.askedAt < believedMs ? known.any : remember(waiting.any())),
    begun: () => void remember(Promise.resolve(true)),
  };
};
