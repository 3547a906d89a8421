import { z } from 'zod';
import type { Answer } from './front-door.ts';
import type { Expectation } from './until.ts';

/** One thing that must hold, and where to go on when it does not. */
export interface Step extends Expectation {
  /** As it is printed when it has held. */
  readonly title: string;
  /** What to do when it never holds. */
  readonly advice: string;
}

/** The system can take a command at all. */
export const isHealthy = (): Step => ({
  title: 'healthy: the store can be reached',
  question: { path: '/api/health' },
  fault: expecting(200, z.object({ status: z.literal('healthy') })),
  advice:
    'Is this the address of the app, and is it running? When it says "unhealthy", its identity or its network keeps it from the database.',
});

/** A command is decided and stored. */
export const takesAnOrder = (orderId: string): Step => ({
  title: `took order ${orderId}`,
  question: {
    path: `/api/orders/${orderId}/place`,
    body: {
      customerId: orderId,
      currency: 'EUR',
      lines: [{ sku: 'smoke', name: 'Smoke test', unitPrice: 100, quantity: 1 }],
    },
    idempotencyKey: `${orderId}-place`,
  },
  fault: expecting(201, z.object({ version: z.literal(1) })),
  advice: 'The log of the app has the reason (docs/operations.md, "server-errors").',
});

/** The change feed reaches the view by id. */
export const showsTheOrder = (orderId: string): Step => ({
  title: 'its view followed',
  question: { path: `/api/orders/${orderId}?minVersion=1` },
  fault: expecting(200, z.object({ orderId: z.literal(orderId), version: z.literal(1) })),
  advice: 'The projection "orders" does not follow the feed (docs/operations.md, "projection-lag").',
});

/** The change feed reaches the view by customer, too: each view follows the feed on its own. */
export const listsTheOrder = (orderId: string): Step => ({
  title: 'the list of its customer followed',
  question: { path: `/api/orders?customerId=${orderId}` },
  fault: expecting(200, z.object({ items: z.tuple([z.object({ orderId: z.literal(orderId) })]) })),
  advice: 'The projection "orders-by-customer" does not follow the feed (docs/operations.md, "projection-lag").',
});

/** The event was published, and the first consumer has taken the message. */
export const mailsTheCustomer = (orderId: string): Step => ({
  title: 'its message was published and consumed: there is a mail',
  question: { path: `/api/orders/${orderId}/mails` },
  fault: expecting(200, z.object({ items: z.tuple([z.object({ messageId: z.literal(`order-${orderId}:1`) })]) })),
  advice:
    'Either nothing was published (docs/operations.md, "projection-lag", subscriber "publishing") or nobody took it ("dead-letters").',
});

/** The order does not stay behind: it ends as an order of which nothing is owed. */
export const cancelsTheOrder = (orderId: string): Step => ({
  title: 'cancelled it again',
  question: {
    path: `/api/orders/${orderId}/cancel`,
    body: { reason: 'smoke test' },
    idempotencyKey: `${orderId}-cancel`,
  },
  fault: expecting(200, z.object({ version: z.literal(2) })),
  advice: `Cancel it by hand: POST /api/orders/${orderId}/cancel with {"reason":"smoke test"}.`,
});

const expecting =
  (status: number, shape: z.ZodType) =>
  (answer: Answer): string | undefined => {
    if (answer.status !== status) return `an answer of ${answer.status}${inWords(answer)}`;
    return shape.safeParse(answer.body).success ? undefined : `${status}, but not what was expected: ${shown(answer)}`;
  };

/** The title of a problem document. An answer without one does not come from this system. */
const inWords = ({ body }: Answer): string => {
  const problem = z.object({ title: z.string(), detail: z.string().optional() }).safeParse(body);
  if (!problem.success) return ', not in the words of this system';
  return `: ${problem.data.title}${problem.data.detail === undefined ? '' : ` (${problem.data.detail})`}`;
};

const shown = ({ body }: Answer): string => (body === undefined ? 'no JSON' : JSON.stringify(body).slice(0, 300));
