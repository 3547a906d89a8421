import { badRequest } from './failure.ts';
import { isJsonObject, type JsonObject } from './json-body.ts';
import type { CosmosRequest } from './operation.ts';

/** The throughput that a container or a database was promised: a fixed one, or up to a most. In RU/s. */
export type Offer = { readonly throughput: number } | { readonly autoscaleMax: number };

const leastThroughput = 400;
const leastAutoscale = 1000;
const mostThroughput = 1_000_000;

/** What a container gets that nobody promised anything. */
export const leastOffer: Offer = { throughput: leastThroughput };

/** What an offer amounts to when ranges are counted. */
export function throughputOf(offer: Offer): number {
  return 'throughput' in offer ? offer.throughput : offer.autoscaleMax;
}

/** Reads an offer as it is stored; `undefined` for none. */
export function storedOffer(text: string): Offer | undefined {
  return (JSON.parse(text) as Offer | null) ?? undefined;
}

/** Reads the throughput that a request to create something asks for. Throws 400. */
export function requestedOffer(request: CosmosRequest): Offer | undefined {
  const autopilot = request.header('x-ms-cosmos-offer-autopilot-settings');
  const throughput = request.header('x-ms-offer-throughput');
  if (autopilot !== undefined && throughput !== undefined)
    throw badRequest('A throughput and autoscale settings cannot both be given.');
  if (autopilot !== undefined) return autoscale(parseAutopilot(autopilot));
  return throughput === undefined ? undefined : manual(Number(throughput));
}

/**
 * Reads the content of an offer that is to replace another one. Throws 400, also when it turns a fixed throughput into
 * autoscale or back, which the service does only on its management plane.
 */
export function offerOf(content: unknown, current: Offer): Offer {
  if (!isJsonObject(content)) throw badRequest(`An offer needs 'content'.`);
  const settings = content['offerAutopilotSettings'];
  const replacement = isJsonObject(settings)
    ? autoscale(Number(settings['maxThroughput']))
    : manual(Number(content['offerThroughput']));
  if ('throughput' in replacement !== 'throughput' in current)
    throw badRequest('An offer cannot be migrated between manual and autoscale throughput by replacing it.');
  return replacement;
}

/** The `content` of an offer document. */
export function describeOffer(offer: Offer): JsonObject {
  return 'throughput' in offer
    ? { offerThroughput: offer.throughput, offerIsRUPerMinuteThroughputEnabled: false }
    : {
        offerThroughput: Math.ceil(offer.autoscaleMax / 10),
        offerIsRUPerMinuteThroughputEnabled: false,
        offerAutopilotSettings: { maxThroughput: offer.autoscaleMax },
      };
}

function manual(throughput: number): Offer {
  const isValid = Number.isInteger(throughput) && throughput >= leastThroughput && throughput % 100 === 0;
  if (!isValid || throughput > mostThroughput)
    throw badRequest(`The offer throughput must be a multiple of 100 from ${leastThroughput} RU/s on.`);
  return { throughput };
}

function autoscale(autoscaleMax: number): Offer {
  const isValid = Number.isInteger(autoscaleMax) && autoscaleMax >= leastAutoscale && autoscaleMax % 1000 === 0;
  if (!isValid || autoscaleMax > mostThroughput)
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
