import { rangesNeeded } from '../keys/key-ranges.ts';
import { updateContainer } from '../storage/containers.ts';
import { updateDatabaseOffer } from '../storage/databases.ts';
import type { ContainerDefinition } from './container-definition.ts';
import { hashingOf } from './container.ts';
import { CosmosFailure, badRequest, notFound } from './failure.ts';
import { parseJsonObject } from './json-body.ts';
import { describeOffer, offerOf, throughputOf, type Offer } from './offer.ts';
import { listOfferOwners, type OfferOwner } from './offer-owner.ts';
import type { Answer, Cosmos, CosmosRequest } from './operation.ts';
import { answerResources } from './resource-list.ts';
import { splitUpTo } from './split.ts';

/** `GET /offers`, `POST /offers` (query): the throughput of every container and database that has its own. */
export function offers({ storage }: Cosmos, request: CosmosRequest): Answer {
  const resources = listOfferOwners(storage).map(describe);
  return answerResources(request, { rid: '', name: 'Offers', resources });
}

/** `GET /offers/{id}`, `PUT /offers/{id}`. More throughput than the ranges of a container can carry splits them. */
export function offer(cosmos: Cosmos, method: string, id: string, request: CosmosRequest): Answer | Promise<Answer> {
  if (method === 'GET') return answerOffer(requireOwner(cosmos, id));
  if (method !== 'PUT') throw new CosmosFailure(405, `An offer does not support ${method}.`);
  const { content, resource } = parseJsonObject(request.body);
  return cosmos.storage.write(() => {
    const owner = requireOwner(cosmos, id);
    if (resource !== undefined && resource !== owner.self)
      throw badRequest('The resource of an offer cannot be changed.');
    replaceOffer(cosmos, owner, offerOf(content, owner.offer));
    return answerOffer(requireOwner(cosmos, id));
  });
}

function replaceOffer(cosmos: Cosmos, { kind, stored }: OfferOwner, replacement: Offer): void {
  const text = JSON.stringify(replacement);
  if (kind === 'database') {
    updateDatabaseOffer(cosmos.storage, stored.no, text);
    return;
  }
  updateContainer(cosmos.storage, { ...stored, offer: text });
  const hashing = hashingOf(JSON.parse(stored.definition) as ContainerDefinition);
  splitUpTo(cosmos, { no: stored.no, hashing }, rangesNeeded(throughputOf(replacement)));
}

function requireOwner({ storage }: Cosmos, id: string): OfferOwner {
  // The SDK writes the id of an offer in lower case when it signs it, and as it is in the path.
  const owner = listOfferOwners(storage).find((one) => one.id === id);
  if (owner === undefined) throw notFound(`offer ${id}`);
  return owner;
}

function answerOffer(owner: OfferOwner): Answer {
  return { status: 200, charge: 1, body: JSON.stringify(describe(owner)), headers: { etag: owner.stored.etag } };
}

function describe({ id, self, stored, offer: content }: OfferOwner): object {
  return {
    offerVersion: 'V2',
    offerType: 'Invalid',
    id,
    _rid: id,
    _self: `offers/${id}/`,
    _etag: stored.etag,
    _ts: stored.ts,
    resource: self,
    offerResourceId: stored.rid,
    content: describeOffer(content),
  };
}
