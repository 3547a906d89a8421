import type { CloudEvent } from '../../application/messages/cloud-event.ts';
import type { Document, NumberedDocument } from './document.ts';
import { nameOf } from './register/evolve.ts';
import { registerIdOf } from './register/register.ts';
import { BillingBusy, sentBecauseOf } from './sent.ts';
import type { BillingStreams } from './streams.ts';

/** Where the number of a document is to be taken from. */
export interface Numbering {
  readonly year: number;
  /** No number up to this one is the document's. */
  readonly searchedTo: number;
}

/** How many documents of a register are read at a time. */
const documentsInPage = 100;

/**
 * Gives a document the next number of its register, or finds the one that it has: one for ever, also when it was given long ago and
 * whoever asked for it crashed before it could be recorded.
 */
export const issue = async (
  registers: BillingStreams['registers'],
  document: Document,
  { year, searchedTo }: Numbering,
  because: CloudEvent,
): Promise<number> => {
  const entityId = registerIdOf(document.series, year);
  const sent = sentBecauseOf(because, nameOf(document));
  const command = { type: 'IssueDocument' as const, data: { document, searchedTo }, at: document.issuedAt };
  const outcome = await registers.handle({ entityId, command, ...sent });
  if (outcome.outcome === 'accepted') return outcome.version;
  if (outcome.outcome !== 'rejected') throw new BillingBusy(`The register ${entityId} is ${outcome.outcome}.`);
  const { rejection } = outcome;
  if (rejection.type === 'AlreadyIssued') return rejection.number;
  const found = await search(registers, document, { year, searchedTo, upTo: rejection.upTo });
  return found ?? issue(registers, document, { year, searchedTo: rejection.upTo }, because);
};

/** Looks for a document among the numbers above `searchedTo`, up to `upTo`. */
const search = async (
  registers: BillingStreams['registers'],
  document: Document,
  { year, searchedTo, upTo }: Numbering & { readonly upTo: number },
): Promise<number | undefined> => {
  for (let after = searchedTo; after < upTo; after += documentsInPage) {
    const page = await documentsOf(registers, { series: document.series, year }, after, documentsInPage);
    const found = page.find((each) => nameOf(each) === nameOf(document));
    if (found !== undefined) return found.number;
  }
  return undefined;
};

/** The documents of a register with numbers above `after`, at most so many, in their order. */
export const documentsOf = async (
  registers: BillingStreams['registers'],
  { series, year }: Pick<Document, 'series'> & Pick<Numbering, 'year'>,
  after: number,
  atMost: number,
): Promise<readonly NumberedDocument[]> =>
  (await registers.eventsOf(registerIdOf(series, year), after, atMost)).map(({ event, version }) => ({
    ...event.data.document,
    ...{ year, number: version },
  }));

/** The document with this number; undefined where none has it. */
export const documentAt = async (
  registers: BillingStreams['registers'],
  { number, ...register }: Pick<NumberedDocument, 'series' | 'year' | 'number'>,
): Promise<NumberedDocument | undefined> => (await documentsOf(registers, register, number - 1, 1))[0];
