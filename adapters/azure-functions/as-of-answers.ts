import { mostStreamsAsOf } from '../../application/views/as-of-streams.ts';
import { moment } from '../../domain/modelling/values.ts';
import { problem } from './problems/catalogue.ts';

/** The moment as of which totals and joined documents are answered. */
export const asOfMoment = moment.exactOptional();

/** The problem of an answer that would read too many streams again. */
export const tooManyStreams = problem('too-many-streams', {
  detail: `As of a moment, every stream behind an answer is read again: at most ${mostStreamsAsOf}. Ask for less.`,
});
