import type { ProcessRejection } from '../../../domain/modelling/processes/process-commands.ts';
import { placeOf, streamIdOf } from '../../streams/commit.ts';
import { actorOf } from '../process-handler.ts';
import type { RunningProcess } from '../running-process.ts';
import type { DueProcess } from './due-processes.ts';

/** A process cannot be told that a deadline has passed: its code is at fault, or the view shows a process that there is not. */
export class DeadlineNotTaken extends Error {
  override readonly name = 'DeadlineNotTaken';

  constructor(place: string, rejection: ProcessRejection) {
    super(`The process at ${place} does not take its deadline: ${JSON.stringify(rejection)}`);
  }
}

/**
 * Tells a process what time it is, and carries out at once what it asks then. Gives whether a deadline had passed: a view that is late
 * shows ones that are settled, and so may a hint. The command id is the place at which the deadline was seen, and by whom, so it is
 * noticed there once, by whichever host. What a sweep has seen and a hint are two ids, as a sweep sees several deadlines at one place.
 * Throws {@link DeadlineNotTaken} and what a command handler throws.
 */
export const noticeDeadline =
  (seenBy: 'deadline' | 'hint', running: ReadonlyMap<string, Pick<RunningProcess, 'tell'>>, clock: () => string) =>
  async ({ process, id, version, correlationId }: DueProcess): Promise<'noticed' | 'settled'> => {
    const place = placeOf(streamIdOf(process, id), version);
    const commandId = `${place}/${seenBy}`;
    const answer = await running.get(process)?.tell({
      id,
      command: { type: 'NoticeDeadline', data: {}, at: clock() },
      provenance: {
        ...{ actor: actorOf(process), commandId, causationId: place },
        ...{ correlationId: correlationId ?? commandId, traceparent: null },
      },
    });
    if (answer?.outcome === 'rejected') throw new DeadlineNotTaken(place, answer.rejection);
    return answer?.outcome === 'changed' ? 'noticed' : 'settled';
  };
