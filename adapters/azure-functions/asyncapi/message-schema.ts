import { z } from 'zod';
import { cloudEvent } from '../../../application/messages/cloud-event.ts';
import type { PublishedContract } from '../../../domain/modelling/published-contract.ts';
import { jsonSchemaOf, type JsonSchema } from '../openapi/json-schema.ts';

/** What happened, in a sentence: what the contract says of itself, else its name as words. */
export const summaryOf = ({ type, schema }: PublishedContract): string => schema.description ?? nameInWords(type);

/** `shop.order-placed.v1` is "Order placed". */
export const nameInWords = (type: string): string => {
  const words = (type.split('.').at(-2) ?? type).replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The JSON Schema of the whole body of a message under a contract: the envelope, and the data in it. */
export const messageSchemaOf = (contract: PublishedContract): JsonSchema => ({
  $id: `urn:annal:contract:${contract.type}`,
  title: contract.type,
  description: summaryOf(contract),
  ...jsonSchemaOf(
    cloudEvent.extend({
      source: z.literal(`urn:annal:${contract.category}`),
      type: z.literal(contract.type),
      data: contract.schema,
    }),
    false,
  ),
});
