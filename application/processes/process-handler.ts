import type { CallerId, EntityId } from '../../domain/modelling/ids.ts';
import type { ProcessCommand, ProcessRejection } from '../../domain/modelling/processes/process-commands.ts';
import type { HandleCommand } from '../commands/command-outcome.ts';
import type { Commit, Provenance } from '../streams/commit.ts';
import { StreamBusy } from './send-command.ts';

/** Who acts when a process does. */
export const actorOf = (name: string): CallerId => `process:${name}`;

/** What is said to a process. */
export interface SaidToProcess {
  readonly id: EntityId;
  readonly command: ProcessCommand;
  readonly provenance: Provenance;
}

/** What came of it. `commit`: what this very call has appended. */
export type ProcessAnswer =
  | { readonly outcome: 'changed'; readonly commit: Commit }
  /** An earlier call has done it. */
  | { readonly outcome: 'repeated' }
  | { readonly outcome: 'nothing' }
  | { readonly outcome: 'rejected'; readonly rejection: ProcessRejection };

/** Says something to a process, on the one way on which commands are handled. Throws {@link StreamBusy} and what that way throws. */
export const sayTo =
  (name: string, handle: HandleCommand<ProcessCommand, ProcessRejection>) =>
  async ({ id, command, provenance }: SaidToProcess): Promise<ProcessAnswer> => {
    const appended: Commit[] = [];
    const outcome = await handle({
      ...{ entityId: id, command, provenance },
      reach: 'all',
      onAppended: (commit) => appended.push(commit),
    });
    const [commit] = appended;
    switch (outcome.outcome) {
      case 'accepted':
        if (commit !== undefined) return { outcome: 'changed', commit };
        return { outcome: outcome.events.length > 0 ? 'repeated' : 'nothing' };
      case 'rejected':
        return outcome;
      case 'stale':
      case 'busy':
      case 'id-reused':
      case 'not-own':
        throw new StreamBusy(`${name}-${id} took no ${command.type}: ${outcome.outcome}.`);
    }
  };
