import { z } from 'zod';

/** How a reservation ended. */
export const ending = z.enum(['released', 'shipped']);

/** How a reservation ended. */
export type Ending = z.infer<typeof ending>;

/** The stock of a product, as decisions see it: what is free, who holds the rest, and whose reservations ended last. */
export const stock = z
  .object({
    available: z.int(),
    /** The open reservations, one for each holder. */
    reserved: z.array(z.object({ holder: z.string(), quantity: z.int() }).readonly()).readonly(),
    /** The reservations that ended last, newest last, so that a repeated command is not taken for a mistyped one. */
    ended: z.array(z.object({ holder: z.string(), as: ending }).readonly()).readonly(),
  })
  .readonly();

/** The stock of a product, as decisions see it. */
export type Stock = z.infer<typeof stock>;

/** No stock has ever come in. */
export const noStock: Stock = { available: 0, reserved: [], ended: [] };

/**
 * How many reservations of one product can be open. State and snapshot grow with them, and every command copies them: 2,000 are
 * some 130 kB, and a tenth of a millisecond.
 */
export const mostReservations = 2_000;

/**
 * How many ended reservations are remembered by their holders. Under its command id an end is repeated safely for a day at least, however
 * many reservations have ended since. After that it finds nothing reserved and moves no stock: a process that repeats, which it does
 * only as long as it has no answer, is stuck then for an operator to see, and its goods are where its first try has left them.
 */
export const rememberedEndings = 100;

/** What a holder has reserved; undefined when it has no open reservation. */
export const reservedBy = ({ reserved }: Stock, holder: string): number | undefined =>
  reserved.find((each) => each.holder === holder)?.quantity;

/** How the reservation of a holder ended, as far as that is remembered. */
export const endingOf = ({ ended }: Stock, holder: string): Ending | undefined =>
  ended.findLast((each) => each.holder === holder)?.as;

/** The stock after a delivery to the shop. */
export const withReceived = (held: Stock, quantity: number): Stock => ({
  ...held,
  available: held.available + quantity,
});

/** The stock after a reservation. */
export const withReserved = (held: Stock, holder: string, quantity: number): Stock => ({
  ...held,
  available: held.available - quantity,
  reserved: [...held.reserved, { holder, quantity }],
});

/** The stock after the end of a reservation: what was released is free again. */
export const withEnded = (held: Stock, holder: string, as: Ending): Stock => ({
  available: held.available + (as === 'released' ? (reservedBy(held, holder) ?? 0) : 0),
  reserved: held.reserved.filter((each) => each.holder !== holder),
  ended: [...held.ended, { holder, as }].slice(-rememberedEndings),
});
