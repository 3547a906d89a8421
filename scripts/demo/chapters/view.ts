import { awaited, bob, olga, orderOf, seen, titleOf, type Cast } from '../cast.ts';
import { mailsAnswer, orderAnswer } from '../shapes.ts';
import { euros, mustHold, stage } from '../stage.ts';

/** The change feed has updated the view, and the messages have become mails. */
export const theWorldIsTold = async (cast: Cast): Promise<void> => {
  const orderId = orderOf(cast);
  stage.chapter('The change feed has updated the view and published the messages');
  stage.asked(`GET /api/orders/${orderId}?minVersion=2`);
  const view = await seen(cast, bob, `orders/${orderId}?minVersion=2`, orderAnswer);
  stage.shows(
    `view at version ${view.version}: ${view.status}, ${view.lines[0]?.quantity} × ${view.lines[0]?.name}, ${euros(view.net)}`,
  );
  mustHold('the net', view.net, 2_880);

  stage.asked(`GET /api/orders/${orderId}/mails`);
  const path = `orders/${orderId}/mails`;
  const { items } = await awaited(cast, {
    ...{ as: olga, path, schema: mailsAnswer },
    until: (mails) => mails.items.length >= 2,
  });
  for (const { messageId, contract, subject, text } of items) {
    stage.shows(`message ${messageId}`, contract);
    stage.shows(`  mail: ${subject} — ${text.replaceAll('\n', ' | ')}`);
  }
  const messages = items.map(({ messageId }) => messageId);
  mustHold('the messages', messages, [`order-${orderId}:1`, `order-${orderId}:2`]);
};

/** A document that is lost comes back from the events. */
export const theViewComesBack = async (cast: Cast): Promise<void> => {
  const orderId = orderOf(cast);
  stage.chapter('A deleted view is rebuilt from the events');
  const before = await seen(cast, bob, `orders/${orderId}`, orderAnswer);
  await cast.deleteView(orderId);
  stage.remarks('the document is deleted from the read container, straight in the database');
  stage.asked(`GET /api/orders/${orderId}`);
  const gone = await cast.api.query(`/api/orders/${orderId}`, { as: bob });
  mustHold('the lost view', gone.status, 404);
  stage.shows('404', titleOf(gone));

  const replay = `ops/subscribers/orders/streams/order-${orderId}/replay`;
  stage.asked(`POST /api/${replay}`);
  mustHold('the replay', (await cast.api.command(`/api/${replay}`, {}, { as: olga })).status, 200);
  const after = await seen(cast, bob, `orders/${orderId}`, orderAnswer);
  mustHold('the view that came back', after, before);
  stage.shows(
    `200  the same to the last cent: ${after.lines[0]?.quantity} × ${after.lines[0]?.name}, ${euros(after.net)}`,
  );
};
