import { z } from 'zod';
import { DamagedDocument, type Operation, type Partition } from '../../application/consumers/containers.ts';
import { longestBatch } from '../../application/consumers/document-store.ts';
import { numberedOf } from './bill/document-of.ts';
import type { PaidBill } from './bill/evolve.ts';
import { amountOf, numberText, seriesNames, type NumberedDocument } from './document.ts';

/** A document as lists show it. Amounts in minor units. */
export const listedDocumentSchema = z
  .object({
    series: z.enum(seriesNames),
    year: z.int(),
    number: z.int().min(1),
    /** As people read it. */
    numberText: z.string(),
    key: z.string(),
    orderId: z.string(),
    customerId: z.string(),
    currency: z.string(),
    amount: z.int(),
    issuedAt: z.iso.datetime(),
  })
  .readonly();

/** A document as lists show it. */
export type ListedDocument = z.infer<typeof listedDocumentSchema>;

/** The numbered documents of an order, in the order in which they fell due. */
export const listedOf = (orderId: string, bill: PaidBill): readonly ListedDocument[] => {
  const { customerId, currency } = bill;
  return numberedOf(bill).map((each) => ({
    ...each,
    ...{ orderId, customerId, currency, numberText: numberText(each.series, each) },
  }));
};

/** A numbered document in short. */
export const shortOf = (document: NumberedDocument): ListedDocument => {
  const { series, year, number, key, orderId, customerId, currency, issuedAt } = document;
  return {
    ...{ series, year, number, numberText: numberText(series, document), key },
    ...{ orderId, customerId, currency, amount: amountOf(document), issuedAt },
  };
};

/** The id of a document in the list of its customer, which is in the order of years. */
export const listedId = ({ series, year, number }: Pick<ListedDocument, 'series' | 'year' | 'number'>): string =>
  `${year}-${series}-${String(number).padStart(9, '0')}`;

/** Lists documents under their customer. To list them again changes nothing. */
export const listUnder = async (
  customer: Partition<ListedDocument>,
  documents: readonly ListedDocument[],
): Promise<void> => {
  for (let start = 0; start < documents.length; start += longestBatch)
    await customer.batch(documents.slice(start, start + longestBatch).map(put));
};

const put = (document: ListedDocument): Operation<ListedDocument> => ({
  type: 'put',
  id: listedId(document),
  document,
});

/** The documents of a customer behind an id, at most so many; from the first on without one. Throws {@link DamagedDocument}. */
export const listedUnder = async (
  customer: Partition<ListedDocument>,
  after: string | undefined,
  atMost: number,
): Promise<readonly ListedDocument[]> => {
  const found = await customer.list({ prefix: '', atMost, ...(after !== undefined && { after }) });
  return found.map((each) => {
    if ('document' in each) return each.document;
    throw new DamagedDocument(`The document ${each.id} is damaged: ${each.damage}`);
  });
};
