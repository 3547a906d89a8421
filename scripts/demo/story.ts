import type { Cast } from './cast.ts';
import { theAccountIsFilled, theAccountPays } from './chapters/account.ts';
import { bobFillsACart, theCartBecomesAnOrder } from './chapters/cart.ts';
import { theMonthShowsIt, timeGoesBack } from './chapters/past.ts';
import { bobChangesHisMind, twoClientsRace } from './chapters/order.ts';
import { thePriceChanges, theStockArrives, twoWantTheLastOne } from './chapters/product.ts';
import { theViewComesBack, theWorldIsTold } from './chapters/view.ts';

/** Tells the whole story. Throws `StoryBroken` when a step does not give the expected result. */
export const tellStory = async (cast: Cast): Promise<void> => {
  await theStockArrives(cast);
  await twoWantTheLastOne(cast);
  await bobFillsACart(cast);
  await theCartBecomesAnOrder(cast);
  await bobChangesHisMind(cast);
  await theWorldIsTold(cast);
  await theViewComesBack(cast);
  await twoClientsRace(cast);
  await theAccountIsFilled(cast);
  await theAccountPays(cast);
  await thePriceChanges(cast);
  await theMonthShowsIt(cast);
  await timeGoesBack(cast);
};
