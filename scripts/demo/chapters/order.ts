import type { Person } from '../../client/credentials.ts';
import { bob, done, olga, orderOf, seen, teaOf, titleOf, wife, type Cast } from '../cast.ts';
import { historyAnswer, orderAnswer } from '../shapes.ts';
import { euros, mustHold, stage } from '../stage.ts';

/** Bob wants one more. The history shows both quantities, and the order is shown as it was. */
export const bobChangesHisMind = async (cast: Cast): Promise<void> => {
  const [orderId, { sku, name }] = [orderOf(cast), teaOf(cast)];
  stage.chapter('Bob changes his mind, and the stream keeps both: what was ordered first, and what it became');
  stage.asked(`POST /api/orders/${orderId}/change-quantity  6 × ${name}`);
  mustHold('the version', await done(cast, bob, `orders/${orderId}/change-quantity`, { sku, quantity: 6 }), 2);
  stage.asked(`GET /api/orders/${orderId}/history`);
  const { entries } = await seen(cast, olga, `orders/${orderId}/history`, historyAnswer);
  for (const { version, type, actor, changes } of entries) {
    const quantity = changes.find(({ path }) => path === `lines[${sku}].quantity`);
    stage.shows(
      `version ${version}`,
      type.padEnd(20),
      `by ${actor}`,
      `quantity ${String(quantity?.from ?? '–')} → ${String(quantity?.to)}`,
    );
  }
  stage.asked(`GET /api/orders/${orderId}/as-of?version=1`);
  const then = await seen(cast, olga, `orders/${orderId}/as-of?version=1`, orderAnswer);
  stage.shows(`as of version 1: ${then.lines[0]?.quantity} × ${then.lines[0]?.name}, ${euros(then.net)}`);
  mustHold('the quantity then', then.lines[0]?.quantity, 5);
};

/** Two clients decide on the same version; one is told to look again. */
export const twoClientsRace = async (cast: Cast): Promise<void> => {
  const path = `orders/${orderOf(cast)}/change-quantity`;
  stage.chapter('Two clients saw version 2, and both want to change it');
  const change = async (as: Person, quantity: number) => {
    stage.asked(`POST /api/${path}  If-Match: "2"  ${as.name} wants ${quantity}`);
    const body = { sku: teaOf(cast).sku, quantity };
    return { as, answer: await cast.api.command(`/api/${path}`, body, { as, ifMatch: 2 }) };
  };
  const both = await Promise.all([change(bob, 7), change(wife, 8)]);
  for (const { as, answer } of both) stage.shows(answer.status, as.name.padEnd(10), titleOf(answer));
  mustHold('one wins, one is told', both.map(({ answer }) => answer.status).sort(), [200, 412]);
  stage.remarks('they talk about it, and agree on 6');
  mustHold('the version', await done(cast, bob, path, { sku: teaOf(cast).sku, quantity: 6 }), 4);
};
