import { known, type Errand } from './errand.ts';

/** Money that is paid in and out, and moves between accounts: also to one that there is not, and in the wrong currency. */
export const moveMoney: Errand = async ({ client, random }) => {
  const entityId = random.oneOf(known.accounts);
  const account = { category: 'account', entityId };
  const money = () => ({
    reference: random.oneOf(['r1', 'r2', 'r3', 'r4', 'r5']),
    currency: entityId.endsWith('eur') ? 'EUR' : 'USD',
    amount: random.between(1, 400),
  });
  if (random.chance(0.4)) await client.command({ ...account, type: 'DepositToAccount', data: money() });
  if (random.chance(0.4)) await client.command({ ...account, type: 'WithdrawFromAccount', data: money() });
  if (random.chance(0.7)) {
    const to = random.oneOf([...known.accounts, 'nobody-eur']);
    await client.command({ ...account, type: 'TransferFromAccount', data: { ...money(), to } });
  }
};

/** An order that is charged and refunded by hand: none that a process works on. */
export const chargeByHand: Errand = async ({ client, random }) => {
  const entityId = random.oneOf(['ada-eur', 'bob-eur', 'eve-eur']);
  const account = { category: 'account', entityId };
  const orderId = random.oneOf(['phone-1', 'phone-2']);
  const charge = { orderId, currency: 'EUR', amount: random.between(10, 60) };
  await client.command({ ...account, type: 'ChargeAccount', data: charge });
  if (random.chance(0.6)) {
    const data = { ...charge, amount: random.between(1, 60), reference: random.oneOf(['one', 'two']) };
    await client.command({ ...account, type: 'RefundAccount', data });
  }
};
