import type { Recorded } from '../recorded.ts';
import type { ProcessDocument, UnsettledAsk } from './process-document.ts';
import type { ProcessEvent } from './process-events.ts';
import { isInFlight, isStuck, type AskState } from './process-state.ts';

type Standing = Pick<AskState, 'status'>;

/** Whether it is closed, so that an acceptance that still comes is undone. */
export const isClosed = ({ status }: Standing): boolean => status === 'refused' || status === 'given-up';

/** Whether anything can still become of an ask. */
export const isUnsettled = (ask: Standing): boolean =>
  isInFlight(ask) || isStuck(ask) || isClosed(ask) || ask.status === 'postponed';

/** The unsettled asks of a document, by their numbers. */
export const unsettledIn = (document: ProcessDocument | undefined): readonly UnsettledAsk[] =>
  [...(document?.waitingFor ?? []), ...(document?.closed ?? [])].toSorted((one, other) => one.number - other.number);

/** An ask as a process folds it on. What exactly it asks makes no difference to what becomes of it, nor how it is undone, only whether. */
export const askStateOf = ({
  number,
  ask,
  kind,
  target,
  status,
  command,
  undo,
  undoes,
  dueAt,
}: UnsettledAsk): AskState => ({
  ...{ number, ask, kind, target, status, dueAt },
  command: { type: command, data: {} },
  ...(undo !== undefined && { undo: { type: undo, data: {} } }),
  ...(undoes !== undefined && { undoes }),
});

/** An ask as the view shows it after this event, `before` being those that were unsettled. */
export const unsettledAskOf = (
  { number, ask, kind, target, status, command, undo, undoes, dueAt }: AskState,
  before: readonly UnsettledAsk[],
  { event, recordedAt }: Recorded<ProcessEvent>,
): UnsettledAsk => {
  const { since = recordedAt, tries = 1 } = before.find((each) => each.number === number) ?? {};
  const isRetried = event.type === 'AskRetried' && event.data.number === number;
  return {
    ...{ number, ask, kind, target, status, command: command.type },
    ...(undo !== undefined && { undo: undo.type }),
    ...(undoes !== undefined && { undoes }),
    ...{ dueAt, since, tries: isRetried ? tries + 1 : tries },
  };
};
