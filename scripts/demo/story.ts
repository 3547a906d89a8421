import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Answer, ApiClient } from '../client/api.ts';
import type { Person } from '../client/credentials.ts';
import { historyAnswer, mailsAnswer, orderAnswer } from './shapes.ts';
import { euros, mustHold, stage, StoryBroken } from './stage.ts';

/** What the demo needs: a client of the API, and a way to damage the database. */
export interface Cast {
  readonly api: ApiClient;
  readonly orderId: string;
  /** Deletes the order's document from the read container, behind the system's back. */
  readonly deleteView: () => Promise<void>;
}

const bob: Person = { name: 'bob', roles: ['customer'] };
const wife: Person = { name: 'bobs-wife', roles: ['clerk'] };
const olga: Person = { name: 'olga', roles: ['operator', 'auditor'] };

const tea = { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 5, discountPercent: 10 };

/** Runs the whole demo. Throws {@link StoryBroken} when a step does not give the expected result. */
export const tellStory = async (cast: Cast): Promise<void> => {
  await bobOrders(cast);
  await theStreamRemembers(cast);
  await theWorldIsTold(cast);
  await theViewComesBack(cast);
  await twoClientsRace(cast);
};

const bobOrders = async ({ api, orderId }: Cast): Promise<void> => {
  stage.chapter('Bob orders 5, then changes his mind');
  const placement = { customerId: 'bob', currency: 'EUR', lines: [tea] };
  stage.asked(`POST /api/orders/${orderId}/place          5 × Earl Grey`);
  const placed = await api.command(`/api/orders/${orderId}/place`, placement, { as: bob });
  mustHold('placing', placed.status, 201);
  stage.shows('201', JSON.stringify(placed.body));

  stage.asked(`POST /api/orders/${orderId}/change-quantity  6 × Earl Grey`);
  const changed = await api.command(`/api/orders/${orderId}/change-quantity`, { sku: 'tea', quantity: 6 }, { as: bob });
  mustHold('changing', changed.status, 200);
  stage.shows('200', JSON.stringify(changed.body));
};

const theStreamRemembers = async ({ api, orderId }: Cast): Promise<void> => {
  stage.chapter('The stream keeps both: what was ordered first, and what it became');
  stage.asked(`GET /api/orders/${orderId}/history`);
  const { entries } = bodyOf(historyAnswer, await api.query(`/api/orders/${orderId}/history`, { as: olga }));
  for (const { version, type, actor, changes } of entries) {
    const quantity = changes.find(({ path }) => path === 'lines[tea].quantity');
    stage.shows(
      `version ${version}`,
      type.padEnd(20),
      `by ${actor}`,
      `quantity ${String(quantity?.from ?? '–')} → ${String(quantity?.to)}`,
    );
  }
  mustHold(
    'the versions',
    entries.map(({ version }) => version),
    [1, 2],
  );

  stage.asked(`GET /api/orders/${orderId}/as-of?version=1`);
  const then = bodyOf(orderAnswer, await api.query(`/api/orders/${orderId}/as-of?version=1`, { as: olga }));
  stage.shows(`as of version 1: ${then.lines[0]?.quantity} × ${then.lines[0]?.name}, ${euros(then.net)}`);
  mustHold('the quantity then', then.lines[0]?.quantity, 5);
};

const theWorldIsTold = async ({ api, orderId }: Cast): Promise<void> => {
  stage.chapter('The change feed has updated the view and published the messages');
  stage.asked(`GET /api/orders/${orderId}?minVersion=2`);
  const view = bodyOf(orderAnswer, await api.query(`/api/orders/${orderId}?minVersion=2`, { as: bob }));
  stage.shows(
    `view at version ${view.version}: ${view.status}, ${view.lines[0]?.quantity} × ${view.lines[0]?.name}, ${euros(view.net)}`,
  );
  mustHold('the net, 10 percent off', view.net, 2430);

  stage.asked(`GET /api/orders/${orderId}/mails`);
  const mails = await mailsOf(api, orderId, 2);
  for (const { messageId, contract, subject, text } of mails) {
    stage.shows(`message ${messageId}`, contract);
    stage.shows(`  mail: ${subject} — ${text.replaceAll('\n', ' | ')}`);
  }
  mustHold(
    'the messages',
    mails.map(({ messageId }) => messageId),
    [`order-${orderId}:1`, `order-${orderId}:2`],
  );
};

const theViewComesBack = async ({ api, orderId, deleteView }: Cast): Promise<void> => {
  stage.chapter('A deleted view is rebuilt from the events');
  const before = bodyOf(orderAnswer, await api.query(`/api/orders/${orderId}`, { as: bob }));
  await deleteView();
  stage.remarks('the document is deleted from the read container, straight in the database');
  stage.asked(`GET /api/orders/${orderId}`);
  const gone = await api.query(`/api/orders/${orderId}`, { as: bob });
  mustHold('the lost view', gone.status, 404);
  stage.shows('404', titleOf(gone));

  const replay = `/api/ops/subscribers/orders/streams/order-${orderId}/replay`;
  stage.asked(`POST ${replay}`);
  mustHold('the replay', (await api.command(replay, {}, { as: olga })).status, 200);
  const after = bodyOf(orderAnswer, await api.query(`/api/orders/${orderId}`, { as: bob }));
  mustHold('the view that came back', after, before);
  stage.shows(
    '200',
    `the same to the last cent: ${after.lines[0]?.quantity} × ${after.lines[0]?.name}, ${euros(after.net)}`,
  );
};

const twoClientsRace = async ({ api, orderId }: Cast): Promise<void> => {
  stage.chapter('Two clients saw version 2, and both want to change it');
  const path = `/api/orders/${orderId}/change-quantity`;
  const change = async (as: Person, quantity: number) => {
    stage.asked(`POST ${path}  If-Match: "2"  ${as.name} wants ${quantity}`);
    return { as, answer: await api.command(path, { sku: 'tea', quantity }, { as, ifMatch: 2 }) };
  };
  const both = await Promise.all([change(bob, 7), change(wife, 8)]);
  for (const { as, answer } of both) stage.shows(answer.status, as.name.padEnd(10), titleOf(answer));
  mustHold('one wins, one is told', both.map(({ answer }) => answer.status).sort(), [200, 412]);
};

const mailsOf = async (
  api: ApiClient,
  orderId: string,
  count: number,
): Promise<z.infer<typeof mailsAnswer>['items']> => {
  for (let looks = 0; looks < 100; looks += 1) {
    const { items } = bodyOf(mailsAnswer, await api.query(`/api/orders/${orderId}/mails`, { as: olga }));
    if (items.length >= count) return items;
    await delay(100);
  }
  throw new StoryBroken(`No ${count} mails about order ${orderId} within ten seconds. Is the broker running?`);
};

const bodyOf = <Schema extends z.ZodType>(schema: Schema, { status, body }: Answer): z.infer<Schema> => {
  if (status !== 200) throw new StoryBroken(`An answer of ${status}: ${JSON.stringify(body)}`);
  return schema.parse(body);
};

const titleOf = ({ body }: Answer): string => {
  const problem = z.object({ title: z.string() }).safeParse(body);
  return problem.data?.title ?? JSON.stringify(body);
};
