import type { StoredContainer } from '../storage/containers.ts';
import { selfOf } from './container.ts';
import { badRequest } from './failure.ts';
import { isJsonObject, type JsonObject } from './json-body.ts';
import type { CosmosRequest } from './operation.ts';

/** The throughput that a container was promised: a fixed one, or up to a most. In RU/s. */
export type Offer = { readonly throughput: number } | { readonly autoscaleMax: number };

const leastThroughput = 400;
const leastAutoscale = 1000;

/** What an offer amounts to when ranges are counted. */
export function throughputOf(offer: Offer): number {
  return 'throughput' in offer ? offer.throughput : offer.autoscaleMax;
}

/** Reads the throughput that a request to create a container asks for. Throws 400. */
export function requestedOffer(request: CosmosRequest): Offer {
  const autopilot = request.header('x-ms-cosmos-offer-autopilot-settings');
  if (autopilot !== undefined) return autoscale(parseAutopilot(autopilot));
  const throughput = request.header('x-ms-offer-throughput');
  return throughput === undefined ? { throughput: leastThroughput } : manual(Number(throughput));
}

/** Reads the content of an offer that is to be replaced. Throws 400. */
export function offerOf(content: unknown): Offer {
  if (!isJsonObject(content)) throw badRequest(`An offer needs 'content'.`);
  const settings = content['offerAutopilotSettings'];
  if (isJsonObject(settings)) return autoscale(Number(settings['maxThroughput']));
  return manual(Number(content['offerThroughput']));
}

/** The offer document of a container. */
export function describeOffer(container: StoredContainer): JsonObject {
  const offer = JSON.parse(container.offer) as Offer;
  const id = container.rid.slice(0, 4) + String(container.no);
  return {
    offerVersion: 'V2',
    offerType: 'Invalid',
    id,
    _rid: id,
    _self: `offers/${id}/`,
    _etag: container.etag,
    _ts: container.ts,
    resource: selfOf(container),
    offerResourceId: container.rid,
    content: {
      offerThroughput: 'throughput' in offer ? offer.throughput : Math.ceil(offer.autoscaleMax / 10),
      offerIsRUPerMinuteThroughputEnabled: false,
      ...('autoscaleMax' in offer ? { offerAutopilotSettings: { maxThroughput: offer.autoscaleMax } } : {}),
    },
  };
}

function manual(throughput: number): Offer {
  if (!Number.isInteger(throughput) || throughput < leastThroughput || throughput % 100 !== 0)
    throw badRequest(`The offer throughput must be a multiple of 100 from ${leastThroughput} RU/s on.`);
  return { throughput };
}

function autoscale(autoscaleMax: number): Offer {
  if (!Number.isInteger(autoscaleMax) || autoscaleMax < leastAutoscale || autoscaleMax % 1000 !== 0)
    throw badRequest(`The autoscale maximum must be a multiple of 1000 from ${leastAutoscale} RU/s on.`);
  return { autoscaleMax };
}

function parseAutopilot(header: string): number {
  try {
    return Number((JSON.parse(header) as JsonObject)['maxThroughput']);
  } catch {
    throw badRequest('The autoscale settings are not valid JSON.');
  }
}
