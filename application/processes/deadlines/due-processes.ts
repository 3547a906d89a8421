import type { EntityId } from '../../../domain/modelling/ids.ts';
import type { Page, PageRequest } from '../../paging.ts';

/** A process with a deadline that has passed, as a view shows it: by now it may stand elsewhere. */
export interface DueProcess {
  readonly process: string;
  readonly id: EntityId;
  /** The version of the process that the view shows. */
  readonly version: number;
  /** Its earliest deadline. */
  readonly dueAt: string;
  /** What joins all that follows from one request; unknown for a process of earlier releases. */
  readonly correlationId: string | undefined;
}

/** Which due processes are meant. */
export interface DueRequest extends PageRequest {
  readonly shard: string;
  /** Those whose earliest deadline is before this moment. */
  readonly before: string;
}

/** Lists due processes, those first that are due for the longest. Throws UnknownContinuation. */
export type ListDue = (request: DueRequest) => Promise<Page<DueProcess>>;
