import type { StreamHead } from '../streams/stream-head.ts';

/** Whether decided events may be appended. 'outdated': the head is not the newest, so the command is decided afresh. */
export type Admission<Rejection> = 'admitted' | 'outdated' | { readonly rejection: Rejection };

/** Asks whether events may be appended behind a head, where that depends on more than their own stream. */
export type Admit<Event, Rejection> = (head: StreamHead, events: readonly Event[]) => Promise<Admission<Rejection>>;
