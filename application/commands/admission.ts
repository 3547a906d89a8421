import type { StreamHead } from '../streams/stream-head.ts';

/** Whether decided events may be appended. 'outdated': the head is not the newest, so the command is decided again. */
export type Admission<Rejection> = 'admitted' | 'outdated' | { readonly rejection: Rejection };

/** Checks whether events may be appended after a head, where that depends on other streams. */
export type Admit<Event, Rejection> = (head: StreamHead, events: readonly Event[]) => Promise<Admission<Rejection>>;
