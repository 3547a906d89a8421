import { z } from 'zod';
import { wireMessage } from '../../adapters/service-bus/index.ts';
import type { StoredEvent } from '../../application/streams/commit.ts';
import type { OutgoingMessage } from '../../application/messages/message-bus.ts';
import { publicationOf } from '../../application/system/module-parts.ts';
import type { System } from '../../domain/modelling/system.ts';
import { findAggregates } from './aggregates.ts';
import { readContracts, readHistories, type GoldenContract } from './golden-files.ts';
import { recordedCommit, schemaOf, type JsonSchema } from './shapes.ts';

/** A message as it is sent, as JSON. */
export type SentMessage = Readonly<Record<string, unknown>>;

/** The contracts that one aggregate publishes, and what it publishes of recorded events. */
export interface PublishedContracts {
  readonly folder: string;
  /** By the versioned name of each contract. */
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  /** Data as a consumer reads it under a contract. Throws where it breaks the contract. */
  readonly parse: (type: string, data: unknown) => unknown;
  /** The messages that an event is published as when it is at this version of its stream, by the names of their contracts. */
  readonly messagesOf: (stored: StoredEvent, version: number) => Readonly<Record<string, SentMessage>>;
}

/** What every aggregate of a business publishes. */
export const publishedContracts = async ({
  modules,
}: Pick<System, 'modules'>): Promise<readonly PublishedContracts[]> => {
  const found = await findAggregates();
  return modules.flatMap((module) => {
    const { category } = module.aggregate;
    const folder = found.find(({ aggregate }) => aggregate.category === category)?.folder ?? category;
    const contracts = Object.entries(module.contracts?.schemas ?? {});
    return publicationOf(module).map(({ messagesOf }) => ({
      folder,
      schemas: Object.fromEntries(contracts.map(([type, schema]) => [type, schemaOf(schema)])),
      parse: (type, data) => contracts.find(([each]) => each === type)?.[1].parse(data),
      messagesOf: (stored, version) =>
        Object.fromEntries(
          messagesOf([recordedCommit(category, [stored], version)]).map((message) => [
            message.body.type,
            asSent(message),
          ]),
        ),
    }));
  });
};

const asSent = (message: OutgoingMessage): SentMessage =>
  sentMessage.parse(JSON.parse(JSON.stringify(wireMessage(message))));

const sentMessage = z.record(z.string(), z.unknown());

/**
 * The golden files of what an aggregate publishes today, by contract: what is recorded, and on top the messages of those recorded
 * histories that no recorded message is about. A contract that none of them is about is missing.
 */
export const contractsToRecord = ({
  folder,
  schemas,
  messagesOf,
}: PublishedContracts): Readonly<Record<string, GoldenContract>> => {
  const recorded = readContracts(folder);
  const published = Object.values(readHistories(folder)).flatMap((history) =>
    history.flatMap((stored, index) =>
      Object.entries(messagesOf(stored, index + 1)).map(([type, message]) => ({ type, stored, message })),
    ),
  );
  const recordedOrNew = Object.entries(schemas).map(([type, schema]): [string, GoldenContract] => {
    const examples = new Map((recorded[type]?.examples ?? []).map((each) => [JSON.stringify(each.stored), each]));
    for (const { type: by, stored, message } of published) {
      const key = JSON.stringify(stored);
      if (by === type && !examples.has(key)) examples.set(key, { stored, message });
    }
    return [type, { schema, examples: [...examples.values()] }];
  });
  return Object.fromEntries(recordedOrNew.filter(([, { examples }]) => examples.length > 0));
};
