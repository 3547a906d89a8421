import type { HttpHandler } from '@azure/functions';
import { z } from 'zod';
import { httpRoute } from '../http-route.ts';
import { problem } from '../problems/catalogue.ts';
import { messageSchemaOf, summaryOf } from './message-schema.ts';
import { knownHearers } from './hearers.ts';
import { hearersOf, type PublishedTopic, type TopicDescription } from './topic-description.ts';

const contractSchema = z.object({
  type: z.string(),
  category: z.string(),
  summary: z.string(),
  /** Where the JSON Schema of a message's body is. */
  schema: z.string(),
  heardBy: z.array(z.string()),
  replacedBy: z.string().optional(),
});

/** The media type of JSON Schema (JSON Schema 2020-12, section 14.1). */
const schemaType = 'application/schema+json';

/**
 * Registers `GET /api/contracts`, the contracts and who hears each, and `GET /api/contracts/{type}`, the JSON Schema of the whole body
 * of a message. Open to everybody, like the description of the API.
 */
export const contractRoutes = (published: PublishedTopic): Readonly<Record<'list' | 'one', HttpHandler>> => ({
  list: httpRoute({
    name: 'ListContracts',
    method: 'GET',
    path: 'contracts',
    about: {
      answers: [
        { status: 200, what: 'Every contract that is published.', body: z.object({ items: z.array(contractSchema) }) },
      ],
      problems: [],
    },
    answer: async () => ({ status: 200, jsonBody: { items: listed({ ...published, hearers: knownHearers() }) } }),
  }),
  one: httpRoute({
    name: 'GetContract',
    method: 'GET',
    path: 'contracts/{type}',
    about: {
      parameters: z.object({ type: typeIn(published) }),
      answers: [
        {
          status: 200,
          what: 'The JSON Schema (2020-12) of the body of a message under this contract.',
          body: z.record(z.string(), z.unknown()),
          mediaType: schemaType,
        },
      ],
      problems: ['contract-not-found'],
    },
    answer: async ({ params }) => {
      const found = published.contracts.find(({ type }) => type === params['type']);
      if (found === undefined) return { problem: problem('contract-not-found') };
      const jsonBody = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...messageSchemaOf(found) };
      return { status: 200, headers: { 'content-type': schemaType }, jsonBody };
    },
  }),
});

/** One of the contracts, where there are any. */
const typeIn = ({ contracts }: PublishedTopic): z.ZodType =>
  contracts.length === 0 ? z.string() : z.enum(contracts.map(({ type }) => type));

const listed = (described: TopicDescription): readonly z.infer<typeof contractSchema>[] =>
  described.contracts.map((contract) => ({
    type: contract.type,
    category: contract.category,
    summary: summaryOf(contract),
    schema: `/api/contracts/${contract.type}`,
    heardBy: [...hearersOf(described, contract.type)],
    ...(contract.replacedBy !== undefined && { replacedBy: contract.replacedBy }),
  }));
