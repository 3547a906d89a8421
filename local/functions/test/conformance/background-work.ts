import type { ServiceBusMessage } from '@azure/service-bus';

/** Documents of one partition key, written before the host starts: their order and their batches are certain. */
export const documents = [
  { id: 'a' },
  { id: 'b' },
  { id: 'c', fails: 1 },
  { id: 'd' },
  { id: 'e', fails: 99 },
  { id: 'f' },
  { id: 'g' },
].map((document) => ({ ...document, key: 'one' }));

const bytes = (text: string): ServiceBusMessage => ({ body: Buffer.from(text) });

/** Messages whose bodies the library reads in its own way: what is JSON arrives parsed, and so do texts of the metadata. */
export const messages: readonly ServiceBusMessage[] = [
  { ...bytes('12'), messageId: '123', correlationId: 'true', subject: '007' },
  { ...bytes('true'), messageId: 'm-2' },
  { ...bytes('null'), messageId: 'm-3' },
  { ...bytes('007'), messageId: 'm-4' },
  { ...bytes('{"word":"of the body","label":"in the place of the property"}'), messageId: 'm-5', subject: 'its own' },
  { ...bytes('plain'), messageId: 'm-6', applicationProperties: { TenantId: 'A', 'some-key': 5 } },
  { ...bytes('poison'), messageId: 'm-7' },
];

const once = (...ids: string[]) => ({ ids, triggerMetadata: {} });
const retried = (count: number, ...ids: string[]) => ({ ...once(...ids), retry: { count, max: 1 } });
const first = { deliveryCount: 1, applicationProperties: {} };

/** What each background function must have seen in the end. */
export const mustBeSeen: Readonly<Record<string, readonly unknown[]>> = {
  // With a policy the whole batch comes again, with the reason; when tries run out the feed goes on.
  'feed-retried': [
    retried(0, 'a', 'b'),
    retried(0, 'c', 'd'),
    { ...retried(1, 'c', 'd'), reason: 'cannot take c' },
    retried(0, 'e', 'f'),
    { ...retried(1, 'e', 'f'), reason: 'cannot take e' },
    retried(0, 'g'),
  ],
  // Without one a batch that fails is lost.
  'feed-once': [once('a', 'b'), once('c', 'd'), once('e', 'f'), once('g')],
  one: [
    { ...first, message: 12, messageId: 123, correlationId: true, subject: '007', label: '007' },
    { ...first, message: true, messageId: 'm-2' },
    { ...first, message: null, messageId: 'm-3' },
    { ...first, message: '007', messageId: 'm-4' },
    {
      ...first,
      message: { word: 'of the body', label: 'in the place of the property' },
      messageId: 'm-5',
      subject: 'its own',
      word: 'of the body',
      label: 'in the place of the property',
    },
    { ...first, message: 'plain', messageId: 'm-6', applicationProperties: { tenantId: 'A', 'some-key': 5 } },
    { ...first, message: 'poison', messageId: 'm-7' },
    { ...first, message: 'poison', messageId: 'm-7', deliveryCount: 2 },
    { ...first, message: 'poison', messageId: 'm-7', deliveryCount: 3 },
  ],
  many: messages.map(({ messageId, applicationProperties = {} }, index) => ({
    message: [12, true, null, '007', { word: 'of the body', label: 'in the place of the property' }, 'plain', 'poison'][
      index
    ],
    messageId,
    applicationProperties: applicationProperties['TenantId'] === undefined ? {} : { tenantId: 'A', 'some-key': 5 },
  })),
  // A message that failed has no outputs.
  heard: [12, true, null, '007', { word: 'of the body', label: 'in the place of the property' }, 'plain', 'poison'].map(
    (heard) => ({ heard }),
  ),
  timer: [{ schedule: { adjustForDST: true }, scheduleStatus: null, isPastDue: false }],
  warm: [{}],
};
