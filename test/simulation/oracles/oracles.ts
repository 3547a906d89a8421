import { actionsAreRecorded, operatorsAreTold } from './actions.ts';
import { nobodyIsLate } from './delays.ts';
import { keysAreDestroyed, nobodyIsReadable } from './erasure.ts';
import type { Evidence, Oracle } from './evidence.ts';
import { ordersAreFair, stockIsConserved } from './goods.ts';
import { answersAreTrue, archiveIsHistory, commandsAreOnce, streamsAreWhole } from './histories.ts';
import { activityIsLogged, messagesAreSent, statementsAddUp } from './logs.ts';
import { messagesAreTaken, nothingIsUntold, nothingWaits } from './messages.ts';
import { balancesAreCovered, moneyMovesOnce, transfersAreConserved } from './money.ts';
import { everythingIsReadable, nothingIsParked } from './parked.ts';
import { cartsBecomeOrders, pricesAreAgreed, processesEnd, undoneInReverse } from './processes.ts';
import { summariesAreJoined, totalsAreSums } from './sums.ts';
import { emailsAreUnique, processesAreShown, readsAreHistory, viewsAreFolds } from './views.ts';

/** Everything that must be true of a run, by the name that a violation goes by. */
const all: Readonly<Record<string, Oracle>> = {
  streamsAreWhole,
  commandsAreOnce,
  answersAreTrue,
  archiveIsHistory,
  nothingIsParked,
  everythingIsReadable,
  nobodyIsLate,
  balancesAreCovered,
  transfersAreConserved,
  stockIsConserved,
  ordersAreFair,
  processesEnd,
  cartsBecomeOrders,
  viewsAreFolds,
  processesAreShown,
  readsAreHistory,
  emailsAreUnique,
  totalsAreSums,
  summariesAreJoined,
  activityIsLogged,
  statementsAddUp,
  messagesAreSent,
  messagesAreTaken,
  nothingIsUntold,
  nothingWaits,
  moneyMovesOnce,
  undoneInReverse,
  pricesAreAgreed,
  actionsAreRecorded,
  operatorsAreTold,
  keysAreDestroyed,
  nobodyIsReadable,
};

/** Asks all oracles. */
export const oracles = async (evidence: Evidence): Promise<readonly string[]> => {
  const violations: string[] = [];
  for (const [name, oracle] of Object.entries(all))
    violations.push(...(await oracle(evidence)).map((violation) => `${name}: ${violation}`));
  return violations;
};
