import { z } from 'zod';
import {
  actionReason,
  actionRoute,
  namedStream,
  streamParameters,
  version,
} from '../../adapters/azure-functions/index.ts';
import { deliveryReport } from '../../application/feed/subscriber.ts';
import { retryReport } from '../../application/operations/retry-parked.ts';
import { text } from '../../domain/modelling/values.ts';
import { edge } from '../composition.ts';

const { subscribers, operate } = edge.system;

const unknown = {
  status: 404,
  name: 'unknown-subscriber',
  title: 'There is no such subscriber',
  members: { subscribers: subscribers.map(({ name }) => name) },
};

/** The stream that path and query name together. */
const meant = (streamId: string, stream: string | undefined): string =>
  namedStream({ streamId, ...(stream !== undefined && { stream }) });

/**
 * POST /api/ops/subscribers/{subscriber}/streams/{streamId}/replay?stream=&reason=: delivers one stream to one subscriber again, from its
 * start.
 */
export const replayToSubscriber = actionRoute(edge, {
  name: 'ReplayStream',
  roles: ['operator'],
  path: 'subscribers/{subscriber}/streams/{streamId}/replay',
  parameters: z.strictObject({ subscriber: text(100), ...streamParameters(200), reason: actionReason.exactOptional() }),
  answers: deliveryReport.extend({ subscriber: z.string(), streamId: z.string() }),
  unknown,
  problems: ['broker-unavailable', 'archive-unavailable'],
  act: ({ stream, streamId, ...asked }, by) => operate(by).replay({ ...asked, streamId: meant(streamId, stream) }),
  answer: (report, { subscriber, streamId, stream }) => ({
    body: { subscriber, streamId: meant(streamId, stream), ...report },
  }),
});

/**
 * POST /api/ops/subscribers/{subscriber}/retry?reason=&containing=: retries what a subscriber has parked, for a reason that contains
 * this text: one stream first, then ten, then all.
 */
export const retryParkedOfSubscriber = actionRoute(edge, {
  name: 'RetryParked',
  roles: ['operator'],
  path: 'subscribers/{subscriber}/retry',
  parameters: z.strictObject({
    ...{ subscriber: text(100), reason: actionReason },
    containing: text(1_000).exactOptional(),
  }),
  answers: retryReport,
  unknown,
  problems: ['broker-unavailable', 'archive-unavailable'],
  act: (asked, by) => operate(by).retryParked(asked),
  answer: (report) => ({ body: report }),
});

const notParked = { status: 404, name: 'not-parked', title: 'The subscriber has not parked this stream' };

const anotherVersion = {
  status: 409,
  name: 'another-version-is-parked',
  title: 'The stream is parked at another version',
};

const mayNotSkip = {
  status: 409,
  name: 'may-not-skip',
  title: 'This subscriber may not skip: what it keeps would stay wrong',
};

/**
 * POST /api/ops/subscribers/{subscriber}/streams/{streamId}/skip?stream=&version=&reason=: gives up on the commit that a stream is parked
 * for, and delivers what comes behind it.
 */
export const skipParkedOfSubscriber = actionRoute(edge, {
  name: 'SkipParked',
  roles: ['operator'],
  path: 'subscribers/{subscriber}/streams/{streamId}/skip',
  parameters: z.strictObject({
    subscriber: text(100),
    ...streamParameters(200),
    version: version.exactOptional(),
    reason: actionReason,
  }),
  answers: z.object({ stillParked: z.boolean() }),
  unknown,
  problems: [notParked, anotherVersion, mayNotSkip, 'broker-unavailable', 'archive-unavailable'],
  act: ({ stream, streamId, ...asked }, by) => operate(by).skipParked({ ...asked, streamId: meant(streamId, stream) }),
  answer: ({ outcome }) => {
    switch (outcome) {
      case 'unknown-subscriber':
        return { problem: unknown };
      case 'not-parked':
        return { problem: notParked };
      case 'another-version':
        return { problem: anotherVersion };
      case 'may-not-skip':
        return { problem: mayNotSkip };
      case 'released':
      case 'parked':
        return { body: { stillParked: outcome === 'parked' } };
    }
  },
});
