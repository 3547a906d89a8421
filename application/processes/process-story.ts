import { z } from 'zod';
import type { DeclaredProcess } from '../../domain/modelling/processes/declared-process.ts';
import { documentAfter } from '../../domain/modelling/processes/document-after.ts';
import { processDocument, type ProcessDocument } from '../../domain/modelling/processes/process-document.ts';
import { answer, refusal, type ProcessEvent } from '../../domain/modelling/processes/process-events.ts';
import { askState } from '../../domain/modelling/processes/process-state.ts';
import type { StoredRecord } from '../streams/event-codec.ts';
import { placeOf } from '../streams/commit.ts';

/** One ask of a process, from its first try to what became of it. */
const toldAsk = askState
  .unwrap()
  .extend({
    /** The id of the command, under which the stream of its target has it. */
    commandId: z.string(),
    askedAt: z.iso.datetime(),
    tries: z.int().min(1),
    /** How it was answered last; absent until it is. */
    answered: z
      .object({
        outcome: answer,
        at: z.iso.datetime(),
        refusal: refusal.exactOptional(),
        /** What has brought the answer: the event of the target, or the ask itself. */
        because: z.string().nullable(),
      })
      .readonly()
      .exactOptional(),
  })
  .readonly();

/** See {@link toldAsk}. */
type ToldAsk = z.infer<typeof toldAsk>;

/** One event of a process. */
const step = z
  .object({
    version: z.int().min(1),
    type: z.string(),
    at: z.iso.datetime(),
    /** The process itself, or an operator. */
    actor: z.string(),
    /** The event, or the ask, that has caused it: `order-1:4`. Null for what an operator has done. */
    because: z.string().nullable(),
    data: z.record(z.string(), z.unknown()).readonly(),
  })
  .readonly();

/** A process with all that it has done: what it shows in the view, each of its asks, and each of its steps. */
export const processStory = z
  .object({ ...processDocument.unwrap().shape, asks: z.array(toldAsk).readonly(), steps: z.array(step).readonly() })
  .readonly();

/** See {@link processStory}. */
export type ProcessStory = z.infer<typeof processStory>;

type Recorded = StoredRecord<ProcessEvent>;

/** Tells the story of a process, of all its events. Undefined where there are none. */
export const storyOf = (
  { aggregate }: Pick<DeclaredProcess, 'aggregate'>,
  records: readonly Recorded[],
): ProcessStory | undefined => {
  const shown = records.reduce<ProcessDocument | undefined>(documentAfter, undefined);
  const state = records.reduce((before, { event }) => aggregate.evolve(before, event), aggregate.initial);
  if (shown === undefined || state.phase === 'not-started') return undefined;
  const asks = state.asks.map((ask): ToldAsk => ({ ...ask, ...timesOf(ask.number, records) }));
  return { ...shown, asks, steps: records.map(stepOf) };
};

const timesOf = (number: number, records: readonly Recorded[]): Omit<ToldAsk, keyof z.infer<typeof askState>> => {
  const asked = records[number - 1];
  const own = records.filter(({ event }) => 'number' in event.data && event.data.number === number);
  const last = own.findLast(({ event }) => event.type === 'Answered');
  return {
    commandId: asked === undefined ? '' : placeOf(asked.commit.streamId, number),
    askedAt: asked?.recordedAt ?? '',
    tries: 1 + own.filter(({ event }) => event.type === 'AskRetried').length,
    ...(last?.event.type === 'Answered' && answeredBy(last, last.event.data)),
  };
};

const answeredBy = (
  { recordedAt: at, commit }: Recorded,
  { outcome, refusal: why }: Extract<ProcessEvent, { readonly type: 'Answered' }>['data'],
): Pick<ToldAsk, 'answered'> => ({
  answered: { outcome, at, because: commit.causationId, ...(why !== undefined && { refusal: why }) },
});

const stepOf = ({ version, event, recordedAt: at, actor, commit }: Recorded): z.infer<typeof step> => ({
  ...{ version, type: event.type, at, actor, because: commit.causationId, data: event.data },
});
