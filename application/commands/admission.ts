import type { NewCommit } from '../streams/event-store.ts';
import type { StreamHead } from '../streams/stream-head.ts';

/** What is said of events before they are appended. 'outdated': the head is not the newest, so the command is decided afresh. */
export type Admission<Rejection> = 'admitted' | 'outdated' | { readonly rejection: Rejection };

/** Asks whether events may be appended behind a head, where that depends on more than their own stream. */
export type Admit<Rejection> = (head: StreamHead, events: NewCommit['events']) => Promise<Admission<Rejection>>;
