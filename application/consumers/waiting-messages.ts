import type { NamedStream } from '../../domain/modelling/ids.ts';
import type { Page, PageRequest } from '../paging.ts';
import type { WaitingStream } from './waiting-stream.ts';

/** A stream that waits, as it was read. */
export interface StoredWait {
  readonly stream: WaitingStream;
  /** Another one after each change. */
  readonly revision: string;
}

/** How many streams wait, and how many of them in quarantine. */
export interface WaitingSummary {
  readonly waiting: number;
  readonly quarantined: number;
  /** Since when the longest of those waits that are tried again; null when there is none. */
  readonly oldestSince: string | null;
}

/** The streams of one consumer that wait, in the consumer's own store. Each method may throw when that cannot be used. */
export interface WaitingMessages {
  /** Whether any stream waits. */
  any(): Promise<boolean>;

  /** The stream, if it waits. */
  find(streamId: NamedStream): Promise<StoredWait | undefined>;

  /** Adds a stream that did not wait. 'changed' when it does by now, which after a lost answer may be this very call. */
  add(stream: WaitingStream): Promise<'done' | 'changed'>;

  /** Replaces the stream as it was read. 'changed' when it is not that revision any more, and nothing is replaced. */
  replace(stream: WaitingStream, revision: string): Promise<'done' | 'changed'>;

  /** Ends the wait of a stream as it was read. 'changed' when it is not that revision any more, and it waits on. */
  remove(streamId: NamedStream, revision: string): Promise<'done' | 'changed'>;

  /** The streams to be tried at this moment, at most so many, those that are due for the longest time first. */
  due(now: string, atMost: number): Promise<readonly string[]>;

  /** A page of the streams that wait, the longest wait first. Damaged documents are left out. Throws {@link UnknownContinuation}. */
  list(request: PageRequest): Promise<Page<WaitingStream>>;

  summary(): Promise<WaitingSummary>;
}
