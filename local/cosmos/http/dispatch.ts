import { readAccount } from '../operations/account.ts';
import { batch, isAtomic, isBatch } from '../operations/batch.ts';
import { bulk } from '../operations/bulk.ts';
import { changeFeed, isFeedRead } from '../operations/change-feed.ts';
import { container, containers, partitionKeyRanges } from '../operations/containers.ts';
import type { ContainerName } from '../operations/container.ts';
import { database, databases } from '../operations/databases.ts';
import { CosmosFailure, notFound } from '../operations/failure.ts';
import { createItem, deleteKey, item } from '../operations/items.ts';
import { offer, offers } from '../operations/offers.ts';
import type { Answer, Cosmos, CosmosRequest } from '../operations/operation.ts';
import { isPlanRequest, queryPlan } from '../operations/query-plan.ts';
import { queryItems } from '../operations/query.ts';
import { listItems } from '../operations/list-items.ts';
import { conflicts } from '../operations/conflicts.ts';
import type { ResourceName } from '../operations/resource-home.ts';
import { resource, resources } from '../operations/resources.ts';
import { refuseFutureSession, refuseOtherContainer, refuseUnknownConsistency } from '../operations/session.ts';
import { isQuery } from '../operations/resource-list.ts';
import { withinBudget } from '../operations/within-budget.ts';
import type { Target } from './target.ts';

/** Hands a request to the operation that it asks for. Throws a CosmosFailure. */
export function dispatch(
  cosmos: Cosmos,
  method: string,
  target: Target,
  request: CosmosRequest,
): Answer | Promise<Answer> {
  if ('container' in target) return dispatchPaid(cosmos, method, target, request);
  if ('name' in target) return dispatchResource(cosmos, method, target, request);
  switch (target.kind) {
    case 'account':
      return only('GET', method, () => readAccount(request));
    case 'databases':
      return list(method, () => databases(cosmos, method, request));
    case 'database':
      return database(cosmos, method, target.database);
    case 'containers':
      return list(method, () => containers(cosmos, method, target.database, request));
    case 'offers':
      return list(method, () => offers(cosmos, request));
    case 'offer':
      return offer(cosmos, method, target.id, request);
    case 'unknown':
      throw notFound('the path of the request');
  }
}

/** Users and what else has no throughput of its own. */
function dispatchResource(
  cosmos: Cosmos,
  method: string,
  target: Extract<Target, { readonly name: ResourceName }>,
  request: CosmosRequest,
): Answer | Promise<Answer> {
  return target.kind === 'resource'
    ? resource(cosmos, method, target.name, request)
    : list(method, () => resources(cosmos, method, target.name, request));
}

/** What is done with items is paid for out of the throughput of their container. */
function dispatchPaid(
  cosmos: Cosmos,
  method: string,
  target: WithinContainer,
  request: CosmosRequest,
): Answer | Promise<Answer> {
  refuseUnknownConsistency(request);
  refuseOtherContainer(cosmos, target, request);
  const operation = () => dispatchWithin(cosmos, method, target, request);
  const isFree = target.kind === 'container' || target.kind === 'ranges' || isPlanRequest(request);
  return isFree ? operation() : withinBudget(cosmos, target, request, operation);
}

type WithinContainer = Extract<Target, { readonly container: string }>;

function dispatchWithin(
  cosmos: Cosmos,
  method: string,
  target: WithinContainer,
  request: CosmosRequest,
): Answer | Promise<Answer> {
  switch (target.kind) {
    case 'container':
      return container(cosmos, method, target, request);
    case 'ranges':
      return only('GET', method, () => partitionKeyRanges(cosmos, target));
    case 'conflicts':
      return list(method, () => conflicts(cosmos, target));
    case 'key-deletion':
      return only('POST', method, () => deleteKey(cosmos, target, request));
    case 'item':
      return item(cosmos, method, target, request);
    case 'items':
      return list(method, () =>
        method === 'GET' ? readItems(cosmos, target, request) : postItems(cosmos, target, request),
      );
  }
}

function readItems(cosmos: Cosmos, name: ContainerName, request: CosmosRequest): Answer | Promise<Answer> {
  refuseFutureSession(cosmos, name, request);
  return isFeedRead(request) ? changeFeed(cosmos, name, request) : listItems(cosmos, name, request);
}

function postItems(cosmos: Cosmos, name: ContainerName, request: CosmosRequest): Answer | Promise<Answer> {
  if (isPlanRequest(request)) return queryPlan(request);
  if (isQuery(request)) {
    refuseFutureSession(cosmos, name, request);
    return queryItems(cosmos, name, request);
  }
  if (!isBatch(request)) return createItem(cosmos, name, request);
  return isAtomic(request) ? batch(cosmos, name, request) : bulk(cosmos, name, request);
}

function list(method: string, operation: () => Answer | Promise<Answer>): Answer | Promise<Answer> {
  if (method !== 'GET' && method !== 'POST') throw new CosmosFailure(405, `This list does not support ${method}.`);
  return operation();
}

function only(wanted: string, method: string, operation: () => Answer | Promise<Answer>): Answer | Promise<Answer> {
  if (method !== wanted) throw new CosmosFailure(405, `This resource does not support ${method}.`);
  return operation();
}
