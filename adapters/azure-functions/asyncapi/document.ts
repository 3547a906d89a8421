import type { PublishedContract } from '../../../domain/modelling/published-contract.ts';
import type { JsonSchema } from '../openapi/json-schema.ts';
import { messageSchemaOf, nameInWords, summaryOf } from './message-schema.ts';
import { hearersOf, type TopicDescription } from './topic-description.ts';

/** The general part of the description. */
export interface TopicInfo {
  readonly title: string;
  readonly version: string;
  readonly description: string;
}

/** The AsyncAPI 3.0 description of the topic, from the schemas by which consumers read their messages. */
export const asyncApiDocument = (info: TopicInfo, described: TopicDescription): JsonSchema => ({
  asyncapi: '3.0.0',
  info,
  defaultContentType: 'application/cloudevents+json',
  servers: { broker },
  channels: {
    [described.topic]: {
      address: described.topic,
      title: `The topic ${described.topic}`,
      description:
        'A Service Bus topic with duplicate detection. A subscription needs sessions: each history is a session, ' +
        'whose messages come one after the other, each at least once.',
      servers: [{ $ref: '#/servers/broker' }],
      messages: Object.fromEntries(
        described.contracts.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }]),
      ),
      bindings: { amqp1: {} },
    },
  },
  operations: operationsOf(described),
  components: {
    messages: Object.fromEntries(described.contracts.map((each) => [each.type, messageOf(each, described)])),
    securitySchemes: { token },
  },
});

const broker = {
  host: '{namespace}.servicebus.windows.net',
  protocol: 'amqps',
  protocolVersion: '1.0',
  description: 'Azure Service Bus, by AMQP 1.0 on port 5671.',
  variables: {
    namespace: { description: 'The namespace of the deployment: setting SERVICE_BUS__fullyQualifiedNamespace.' },
  },
  security: [{ $ref: '#/components/securitySchemes/token' }],
  bindings: { amqp1: {} },
};

const token = {
  type: 'openIdConnect',
  openIdConnectUrl: 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
  description:
    'A token of Microsoft Entra ID, of an identity with the role Azure Service Bus Data Receiver on its subscription.',
};

const operationsOf = ({ topic, contracts, hearers }: TopicDescription): JsonSchema => {
  const operation = (action: 'send' | 'receive', title: string, types: readonly string[]) => ({
    action,
    title,
    channel: { $ref: `#/channels/${topic}` },
    messages: types.map((type) => ({ $ref: `#/channels/${topic}/messages/${type}` })),
    bindings: { amqp1: {} },
  });
  const all = contracts.map(({ type }) => type);
  return {
    [`send-${topic}`]: operation('send', 'What happened is published, one history as one session.', all),
    ...Object.fromEntries(
      hearers.map(({ name, hears }) => [
        `receive-${name}`,
        {
          ...operation(
            'receive',
            `What the consumer ${name} hears.`,
            all.filter((type) => hears.includes(type)),
          ),
          'x-subscription': name,
        },
      ]),
    ),
  };
};

const messageOf = (contract: PublishedContract, described: TopicDescription): JsonSchema => ({
  name: contract.type,
  title: nameInWords(contract.type),
  summary: summaryOf(contract),
  contentType: 'application/cloudevents+json',
  headers: {
    type: 'object',
    description: 'The application properties, which rules of subscriptions filter by.',
    required: ['category', 'contract'],
    properties: { category: { const: contract.category }, contract: { const: contract.type } },
  },
  payload: messageSchemaOf(contract),
  correlationId: { location: '$message.payload#/correlationid' },
  bindings: { amqp1: {} },
  ...(contract.replacedBy === undefined
    ? {}
    : {
        description: `Still published beside ${contract.replacedBy}: hear that instead.`,
        'x-replaced-by': contract.replacedBy,
      }),
  'x-properties': properties,
  'x-heard-by': hearersOf(described, contract.type),
});

/** The properties of AMQP that a message is sent with, and where in its body the same is said. */
const properties = {
  'message-id': '$message.payload#/id',
  'group-id': '$message.payload#/streamid',
  subject: '$message.payload#/type',
  'correlation-id': '$message.payload#/correlationid',
};
