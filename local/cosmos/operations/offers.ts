import { listContainers, updateContainer, type StoredContainer } from '../storage/containers.ts';
import { CosmosFailure, notFound } from './failure.ts';
import { parseJsonObject } from './json-body.ts';
import { describeOffer, offerOf } from './offer.ts';
import type { Answer, Cosmos, CosmosRequest } from './operation.ts';
import { answerResources } from './resource-list.ts';

/** `GET /offers`, `POST /offers` (query): the throughput of every container. */
export function offers({ storage }: Cosmos, request: CosmosRequest): Answer {
  return answerResources(request, { rid: '', name: 'Offers', resources: listContainers(storage).map(describeOffer) });
}

/** `GET /offers/{id}`, `PUT /offers/{id}`. More throughput does not split the ranges that a container has. */
export function offer(cosmos: Cosmos, method: string, id: string, request: CosmosRequest): Answer | Promise<Answer> {
  if (method === 'GET') return answerOffer(requireOwner(cosmos, id));
  if (method !== 'PUT') throw new CosmosFailure(405, `An offer does not support ${method}.`);
  const replacement = offerOf(parseJsonObject(request.body)['content']);
  return cosmos.storage.write(() => {
    updateContainer(cosmos.storage, { ...requireOwner(cosmos, id), offer: JSON.stringify(replacement) });
    return answerOffer(requireOwner(cosmos, id));
  });
}

/** The container whose offer it is. */
function requireOwner({ storage }: Cosmos, id: string): StoredContainer {
  // The SDK writes the id of an offer in lower case when it signs it, and as it is in the path.
  const owner = listContainers(storage).find((container) => describeOffer(container)['id'] === id);
  if (owner === undefined) throw notFound(`offer ${id}`);
  return owner;
}

function answerOffer(container: StoredContainer): Answer {
  return { status: 200, charge: 1, body: JSON.stringify(describeOffer(container)) };
}
