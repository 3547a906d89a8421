import { z } from 'zod';
import type { CallerId, CommandId, EntityId, StreamId } from '../../domain/modelling/ids.ts';

/** The id of a stream: a category, a hyphen and an entity. */
export const streamIdSchema = z.templateLiteral([z.string().min(1), '-', z.string().min(1)]);

/** One event as it is stored: its name, the version of its shape, and what happened. */
export const storedEvent = z.object({
  type: z.string(),
  schemaVersion: z.int().min(1),
  data: z.record(z.string(), z.unknown()),
});

/**
 * The events of one accepted command: the unit of atomicity, of delivery and of storage.
 * The storage format: add optional fields, never rename or repurpose.
 */
export const commitSchema = z.object({
  streamId: streamIdSchema,
  category: z.string().min(1),
  /** The version of the last event in it. */
  version: z.int().min(1),
  events: z.array(storedEvent).min(1),
  /** Never before that of the commit before it. */
  recordedAt: z.iso.datetime(),
  /** The id of the caller. */
  actor: z.string(),
  commandId: z.string(),
  /** A digest of the request: distinguishes a repeated request from another one under the same command id. */
  commandDigest: z.string().exactOptional(),
  correlationId: z.string(),
  /** The message that caused the command; null for a person's request. */
  causationId: z.string().nullable(),
  /** W3C trace context of the request. */
  traceparent: z.string().nullable(),
  /** The {@link hashOf} of the commit before it in its stream. The first of a stream has none. */
  previousHash: z.string().exactOptional(),
  /** Its own {@link hashOf}, over its stored form: personal values are sealed in it. Older releases have stored none. */
  hash: z.string().exactOptional(),
});

/** One event as it is stored. */
export type StoredEvent = Readonly<z.infer<typeof storedEvent>>;

/** The events of one accepted command. */
export interface Commit extends Readonly<z.infer<typeof commitSchema>> {
  readonly streamId: StreamId;
  readonly actor: CallerId;
  readonly commandId: CommandId;
  /** Set on a commit that was read and is not what its hash says. Never stored. */
  readonly isChanged?: true;
}

/** The caller of a command, and the ids that correlate its request. */
export type Provenance = Pick<
  Commit,
  'actor' | 'commandId' | 'commandDigest' | 'correlationId' | 'causationId' | 'traceparent'
>;

/** The version of a commit's first event. Versions of a stream start at 1 and have no gaps. */
export const firstVersionOf = (commit: Commit): number => commit.version - commit.events.length + 1;

/** Where one stream starts, and all streams of a kind: `order-1` is the stream of order 1. */
export const streamIdOf = (category: string, entityId: EntityId): StreamId => {
  const streamId: `${string}-${string}` = `${category}-${entityId}`;
  return streamId;
};

/** The place of an event in the history: `order-1:5`. What the event causes carries it as cause, and a message about it as id. */
export const placeOf = (streamId: StreamId, version: number): CommandId => `${streamId}:${version}`;

/** The entity that a stream is the history of. */
export const entityIdOf = (commit: Pick<Commit, 'streamId' | 'category'>): EntityId =>
  commit.streamId.slice(commit.category.length + 1);

/** The end of a part of a stream: all that the next commit must fit to. */
export interface StreamEnd {
  readonly version: number;
  readonly hash?: string | undefined;
}

/** Whether these commits continue a stream from here: without gap or overlap, and each behind the very commit before it. */
export const isContinuation = (end: StreamEnd, commits: readonly Commit[]): boolean =>
  commits.every((commit, index) => misfitOf(commits[index - 1] ?? end, commit) === undefined);

/** Why a commit is not the one straight behind this end; undefined when it is. */
export const misfitOf = (end: StreamEnd, commit: Commit): 'misplaced' | 'changed' | 'behind-another' | undefined => {
  if (firstVersionOf(commit) !== end.version + 1) return 'misplaced';
  if (commit.isChanged) return 'changed';
  return isBehind(end, commit) ? undefined : 'behind-another';
};

/** Whether a commit was appended behind one of this hash. Where either says nothing, nothing speaks against it. */
export const isBehind = (
  { hash }: Pick<StreamEnd, 'hash'>,
  { previousHash }: { readonly previousHash?: string | undefined },
): boolean => hash === undefined || previousHash === undefined || hash === previousHash;
