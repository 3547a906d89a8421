import type { Pool } from './budget.ts';
import { requireContainer, type Container, type ContainerName } from './container.ts';
import { requireDatabase } from './databases.ts';
import { CosmosFailure } from './failure.ts';
import { locateKey, sentKey } from './item-key.ts';
import { leastOffer, storedOffer, throughputOf } from './offer.ts';
import type { Answer, Cosmos, CosmosRequest } from './operation.ts';

/** Carries out a request for items, and pays for it, where the server keeps to its throughput. Throws 429 when that is used up. */
export async function withinBudget(
  cosmos: Cosmos,
  name: ContainerName,
  request: CosmosRequest,
  operation: () => Answer | Promise<Answer>,
): Promise<Answer> {
  const { budget } = cosmos;
  if (budget === undefined) return operation();
  const pools = poolsOf(cosmos, name, request);
  budget.admit(pools);
  try {
    const answer = await operation();
    budget.charge(pools, answer.charge);
    return answer;
  } catch (error) {
    if (error instanceof CosmosFailure) budget.charge(pools, error.details.charge ?? 1);
    throw error;
  }
}

/** A container's throughput belongs to its ranges in equal parts; one without its own draws on its database's. */
function poolsOf(cosmos: Cosmos, name: ContainerName, request: CosmosRequest): readonly Pool[] {
  const container = requireContainer(cosmos, name);
  const own = storedOffer(container.stored.offer);
  if (own === undefined) {
    const { no, offer } = requireDatabase(cosmos, name.database);
    return [{ name: `database ${no}`, perSecond: throughputOf(storedOffer(offer) ?? leastOffer) }];
  }
  const perSecond = throughputOf(own) / container.ranges.length;
  return touchedRanges(container, request).map((range) => ({ name: `${container.no}/${range}`, perSecond }));
}

function touchedRanges(container: Container, request: CosmosRequest): readonly number[] {
  const key = sentKey(request, container);
  if (key?.length === container.keyPaths.length) return [locateKey(key, container).range.no];
  const id = request.header('x-ms-documentdb-partitionkeyrangeid');
  const named = container.ranges.filter(({ no }) => id === undefined || String(no) === id);
  return (named.length === 0 ? container.ranges : named).map(({ no }) => no);
}
