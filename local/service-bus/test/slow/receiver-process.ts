import { fork } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/** What a receiver tells about a message: before it decides, and when its completion is confirmed. */
export interface Told {
  readonly what: 'arrived' | 'completed';
  readonly session: string;
  readonly index: number;
  readonly deliveryCount: number;
  /** Nanoseconds on the clock of the machine. */
  readonly at: string;
}

/** A receiver of sessions in a process of its own. It ends by itself when it does not know what became of a message. */
export interface ReceiverProcess {
  readonly gone: Promise<unknown>;
  /** As a crash does: with messages and a session in its hands. */
  kill(): Promise<void>;
  /** In good order, when what it holds is settled. */
  stop(): Promise<void>;
}

/** Starts a receiver. Gives everything that it tells to `hear`. */
export function startReceiver(connectionString: string, seed: number, hear: (told: Told) => void): ReceiverProcess {
  const child = fork(new URL('session-receiver.ts', import.meta.url), [connectionString, String(seed)]);
  const gone = once(child, 'exit');
  child.on('message', (told) => hear(told as Told));
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  onTestFinished(kill);
  return {
    gone,
    kill,
    async stop() {
      if (child.connected) child.send('stop');
      await gone;
    },
  };
}
