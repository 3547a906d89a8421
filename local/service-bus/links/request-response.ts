import {
  amqp,
  encodeSection,
  entriesOf,
  findSection,
  itemsOf,
  mapOf,
  sectionCode,
  splitSections,
  textOf,
  type Typed,
} from '../messages/index.ts';
import { amqpErrorOf } from './amqp-error.ts';
import type { ClientConnection } from './client-connection.ts';
import { reply } from './reply-link.ts';
import { outcomes, type WireEvent } from './rhea-deliveries.ts';
import type { IncomingLink } from './rhea-internals.ts';
import { underFaults } from './under-faults.ts';

/** A question to a node of the broker. */
export interface Request {
  readonly properties: ReadonlyMap<string, Typed>;
  readonly body: Typed | undefined;
}

/** The answer to it. */
export interface Response {
  readonly properties: ReadonlyMap<string, Typed>;
  readonly body: Typed;
}

const messageIdAt = 0;
const replyToAt = 4;
const correlationIdAt = 5;

/** How requests are answered: each once what it changed is on disk, and `leastTime` in milliseconds has passed. */
export interface Answering {
  readonly answer: (request: Request) => Response;
  readonly leastTime: number;
}

/** The client's end of requests. */
export function openRequestLink(connection: ClientConnection, link: IncomingLink, answering: Answering): void {
  link.set_source(link.source ?? {});
  link.set_target({ address: link.target?.address });
  link.on('message', (event) => {
    underFaults(connection, 'request', {
      run: (tell) => answerRequest(connection, event, { ...answering, tell }),
      refuse: (error) => event.delivery.update(true, outcomes.rejected({ error: amqpErrorOf(error) }).described()),
    });
  });
}

function answerRequest(
  connection: ClientConnection,
  { delivery, message }: WireEvent,
  { answer, leastTime, tell }: Answering & { readonly tell: (confirm: () => void) => void },
): void {
  const askedAt = performance.now();
  const sections = splitSections(message);
  const envelope = itemsOf(findSection(sections, sectionCode.properties)?.value);
  const response = answer({
    properties: entriesOf(findSection(sections, sectionCode.applicationProperties)?.value),
    body: sections.find(({ code }) => code >= sectionCode.data)?.value,
  });
  const encoded = encodeResponse(envelope[messageIdAt] ?? amqp.Null(), response);
  const answerNow = (): void => reply(connection, textOf(envelope[replyToAt]), encoded);
  connection.broker.storage.turns.afterCommit({
    committed: () =>
      tell(() => {
        delivery.update(true, outcomes.accepted().described());
        const left = leastTime - (performance.now() - askedAt);
        if (left > 0) setTimeout(answerNow, left);
        else answerNow();
      }),
    lost: () => delivery.update(true, outcomes.released().described()),
  });
}

function encodeResponse(requestId: Typed, { properties, body }: Response): Buffer {
  const envelope = Array.from({ length: correlationIdAt }, () => amqp.Null());
  return Buffer.concat([
    encodeSection(sectionCode.properties, amqp.List32([...envelope, requestId])),
    encodeSection(sectionCode.applicationProperties, mapOf(properties)),
    encodeSection(sectionCode.value, body),
  ]);
}
