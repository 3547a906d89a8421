import { dueOf } from '../../consumers/billing/audit-billing.ts';
import type { Queries } from '../system-soak/queries.ts';
import type { ToldOrders } from './told-orders.ts';

/** What a consumer's store must hold once all was told: nothing lost, nothing twice. Another consumer is one more of these. */
export interface StoreAudit {
  readonly name: string;
  /** What is not as it must be, in a sentence each; nothing once all is there. */
  readonly findings: (queries: Queries, told: ToldOrders) => Promise<readonly string[]>;
}

interface Listed {
  readonly number: number;
  readonly key: string;
  readonly orderId: string;
  readonly amount: number;
}

const yearsNow = (): readonly number[] => {
  const year = new Date().getUTCFullYear();
  return [year - 1, year];
};

/** The documents of a series, by year, as they are listed. */
const registersOf = async (queries: Queries, series: string) =>
  Promise.all(
    yearsNow().map(async (year) => ({
      year,
      documents: (await queries.list(`billing/${series}?year=${year}&limit=100`)) as readonly Listed[],
    })),
  );

const gapsIn = (registers: Awaited<ReturnType<typeof registersOf>>): readonly string[] =>
  registers.flatMap(({ year, documents }) =>
    documents.flatMap(({ number }, index) =>
      number === index + 1 ? [] : [`In ${year} the number ${index + 1} is missing, and ${number} is there.`],
    ),
  );

const doublesIn = (registers: Awaited<ReturnType<typeof registersOf>>): readonly string[] => {
  const names = registers.flatMap(({ documents }) => documents.map(({ orderId, key }) => `${orderId}/${key}`));
  return names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name} has two numbers.`);
};

const billing: StoreAudit = {
  name: 'billing',
  findings: async (queries, told) => {
    const invoices = await registersOf(queries, 'invoices');
    const credits = await registersOf(queries, 'credit-notes');
    const amounts = (registers: typeof invoices) =>
      Map.groupBy(
        registers.flatMap(({ documents }) => documents),
        ({ orderId }) => orderId,
      );
    const [invoiced, credited] = [amounts(invoices), amounts(credits)];
    const sum = (documents: readonly Listed[] = []) => documents.reduce((total, { amount }) => total + amount, 0);
    const wrong = [...told].flatMap(([orderId, messages]) => {
      const due = dueOf(messages);
      const found = invoiced.get(orderId) ?? [];
      const right = due.invoiced === undefined ? [] : [due.invoiced];
      return [
        ...(String(found.map(({ amount }) => amount)) === String(right)
          ? []
          : [`${orderId} must be invoiced ${String(right)}.`]),
        ...(sum(credited.get(orderId)) === due.credited ? [] : [`${orderId} must be credited ${due.credited}.`]),
      ];
    });
    return [...[invoices, credits].flatMap((each) => [...gapsIn(each), ...doublesIn(each)]), ...wrong];
  },
};

/** The consumers whose stores are looked at. */
export const audits: readonly StoreAudit[] = [billing];
