import type { Command, Line } from './commands.ts';
import type { StoredCommit } from './stored.ts';

/** A commit, and the command that was sent under its id. What an event says is taken from there, not from the app. */
export interface Done {
  readonly commit: StoredCommit;
  readonly command: Command;
}

/** An order as its view must show it. */
export interface ExpectedOrder {
  readonly orderId: string;
  readonly customerId: string;
  readonly currency: string;
  readonly status: string;
  readonly lines: readonly (Line & { readonly net: number })[];
  readonly gross: number;
  readonly net: number;
  readonly placedAt: unknown;
  readonly version: number;
}

const statusAfter: Readonly<Record<string, string>> = {
  confirm: 'confirmed',
  pay: 'paid',
  ship: 'shipped',
  deliver: 'delivered',
  cancel: 'cancelled',
};

/** What the commands of an order make of it. */
export const expectedOrder = (orderId: string, done: readonly Done[]): ExpectedOrder => {
  let customer = '';
  let currency = '';
  let status = '';
  let lines: readonly Line[] = [];
  for (const { command } of done) {
    if (command.does === 'place') {
      [customer, currency, status] = [command.body.customerId, command.body.currency, 'placed'];
      lines = command.body.lines;
    } else if (command.does === 'change-quantity') {
      const { sku, quantity } = command.body;
      lines = lines.map((line) => (line.sku === sku ? { ...line, quantity } : line));
    } else if (command.does === 'remove-line') {
      const { sku } = command.body;
      lines = lines.filter((line) => line.sku !== sku);
    } else status = statusAfter[command.does] ?? status;
  }
  const priced = lines.map((line) => ({
    ...line,
    net: (line.unitPrice * line.quantity * (100 - line.discountPercent)) / 100,
  }));
  return {
    ...{ orderId, customerId: customer, currency, status, lines: priced },
    gross: lines.reduce((sum, { unitPrice, quantity }) => sum + unitPrice * quantity, 0),
    net: priced.reduce((sum, { net }) => sum + net, 0),
    placedAt: done[0]?.commit.events[0]?.data['placedAt'],
    version: done.at(-1)?.commit.version ?? 0,
  };
};

/** What the commands of a customer make of them, as the view must show it. */
export const expectedCustomer = (customerId: string, done: readonly Done[]): Readonly<Record<string, unknown>> => {
  let name = '';
  let email = '';
  let isErased = false;
  for (const { command } of done) {
    if (command.does === 'register') ({ name, email } = command.body);
    if (command.does === 'change-email') ({ email } = command.body);
    if (command.does === 'erase') isErased = true;
  }
  const registeredAt = done[0]?.commit.events[0]?.data['registeredAt'];
  const version = done.at(-1)?.commit.version;
  return isErased
    ? { customerId, status: 'erased', registeredAt, version }
    : { customerId, status: 'registered', name, email, registeredAt, version };
};
