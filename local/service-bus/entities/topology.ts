import { StartupError } from '@annal/local-server';
import { z } from 'zod';
import { foreverFrom, parseDuration } from './durations.ts';
import { entitySizes, lockDurations } from './limits.ts';

const duration = z.string().transform((text, context) => {
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined)
    context.addIssue({ code: 'custom', message: `'${text}' is no ISO 8601 duration such as PT1M or P1D` });
  return milliseconds ?? 0;
});
const lifetime = duration.transform((milliseconds) => (milliseconds >= foreverFrom ? null : milliseconds));

const lockDuration = duration.refine(
  (milliseconds) => milliseconds >= lockDurations.from && milliseconds <= lockDurations.to,
  {
    error: 'a lock lasts from PT5S to PT5M',
  },
);

const status = z.enum(['Active', 'Disabled', 'SendDisabled', 'ReceiveDisabled']);

/** Properties that Azure knows and that change nothing here. */
const withoutEffect = {
  enableBatchedOperations: z.boolean(),
  enableExpress: z.boolean(),
  enablePartitioning: z.boolean(),
  maxSizeInMegabytes: z.literal(entitySizes),
  supportOrdering: z.boolean(),
};

const receiving = {
  status,
  lockDuration,
  maxDeliveryCount: z.int().min(1).max(2000),
  requiresSession: z.boolean(),
  defaultMessageTimeToLive: lifetime,
  deadLetteringOnMessageExpiration: z.boolean(),
  autoDeleteOnIdle: lifetime,
  forwardTo: z.string().min(1),
  forwardDeadLetteredMessagesTo: z.string().min(1),
};

const taking = {
  requiresDuplicateDetection: z.boolean(),
  duplicateDetectionHistoryTimeWindow: duration,
  maxMessageSizeInKilobytes: z.int().min(256).max(102_400),
};

const queueProperties = z.strictObject({ ...receiving, ...taking, ...withoutEffect }).partial();
const topicProperties = z
  .strictObject({
    ...taking,
    ...withoutEffect,
    status,
    defaultMessageTimeToLive: lifetime,
    autoDeleteOnIdle: lifetime,
  })
  .partial();
const subscriptionProperties = z
  .strictObject({ ...receiving, ...withoutEffect, deadLetteringOnFilterEvaluationExceptions: z.boolean() })
  .partial();

const correlationFilter = z
  .strictObject({
    contentType: z.string(),
    correlationId: z.string(),
    label: z.string(),
    messageId: z.string(),
    replyTo: z.string(),
    replyToSessionId: z.string(),
    sessionId: z.string(),
    to: z.string(),
    properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  })
  .partial();

const expression = z.strictObject({
  sqlExpression: z.string().max(1024),
  compatibilityLevel: z.number().optional(),
  requiresPreprocessing: z.boolean().optional(),
});
const action = expression.optional();

const rule = z.strictObject({
  name: z.string().min(1).max(50),
  properties: z.discriminatedUnion('filterType', [
    z.strictObject({ filterType: z.literal('SqlFilter'), sqlFilter: expression, action }),
    z.strictObject({ filterType: z.literal('CorrelationFilter'), correlationFilter, action }),
  ]),
});

const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, 'a name begins with a letter or digit');

const topology = z.strictObject({
  queues: z.array(z.strictObject({ name, properties: queueProperties.default({}) })).default([]),
  topics: z
    .array(
      z.strictObject({
        name,
        properties: topicProperties.default({}),
        subscriptions: z
          .array(
            z.strictObject({
              name,
              properties: subscriptionProperties.default({}),
              rules: z.array(rule).default([]),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});

interface Declared {
  readonly name: string;
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Queues, topics, subscriptions and rules as an ARM template names them, with ISO 8601 durations. As wide as a JSON
 * import; `parseTopology` is exact.
 */
export interface Topology {
  readonly queues?: readonly Declared[] | undefined;
  readonly topics?:
    | readonly (Declared & {
        readonly subscriptions?:
          readonly (Declared & { readonly rules?: readonly Declared[] | undefined })[] | undefined;
      })[]
    | undefined;
}

/** A topology with durations in milliseconds and every list present. */
export type ParsedTopology = z.output<typeof topology>;
export type DeclaredRule = ParsedTopology['topics'][number]['subscriptions'][number]['rules'][number];

/** Reads a topology. @throws StartupError that names each property that is wrong, or that this broker does not have. */
export function parseTopology(declared: unknown): ParsedTopology {
  const parsed = topology.safeParse(declared);
  if (parsed.success) return parsed.data;
  throw new StartupError(`The declared Service Bus entities are not right:\n${z.prettifyError(parsed.error)}`);
}
