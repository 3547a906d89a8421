import type { CommandId } from '../../domain/modelling/ids.ts';
import { firstVersionOf, type Commit } from './commit.ts';

/** An event that a command caused, and the version that it has in its stream. */
export interface EventReceipt {
  readonly type: string;
  readonly version: number;
}

/** The receipt of one command: what is remembered of it, so that its repetition gets the same answer. */
export interface CommandReceipt {
  readonly commandId: CommandId;
  /** The digest of the request under the command id, if the commit has one. */
  readonly digest: string | undefined;
  readonly version: number;
  /** Milliseconds since 1970, by the clock of the process that recorded it. */
  readonly recordedAt: number;
  readonly events: readonly EventReceipt[];
}

/** How many of the newest commands of a stream a process remembers. The store is asked for older ones: see earlier-outcome.ts. */
export const rememberedCommands = 1_000;

interface Numbered {
  readonly ordinal: number;
  readonly receipt: CommandReceipt;
}

/**
 * The receipts of the newest commands of a stream. Adding takes constant time, and earlier values do not change: all share two
 * maps of at most {@link rememberedCommands} receipts, and each ignores receipts that were added after it was made.
 */
export interface Receipts {
  readonly seen: number;
  readonly older: ReadonlyMap<string, Numbered>;
  readonly recent: Map<string, Numbered>;
}

/** The receipts of a stream without a commit. */
export const noReceipts = (): Receipts => ({ seen: 0, older: new Map(), recent: new Map() });

/** Adds the receipts of commands that came after all others. */
export const withReceipts = (receipts: Receipts, added: readonly CommandReceipt[]): Receipts =>
  added.reduce(withReceipt, receipts);

const withReceipt = ({ seen, older, recent }: Receipts, receipt: CommandReceipt): Receipts => {
  const isFull = seen % rememberedCommands === 0;
  const filling = isFull ? new Map<string, Numbered>() : recent;
  filling.set(receipt.commandId, { ordinal: seen, receipt });
  return { seen: seen + 1, older: isFull ? recent : older, recent: filling };
};

/** The receipt of the command with this id, if it is one of the newest. */
export const receiptFor = (receipts: Receipts, commandId: CommandId): CommandReceipt | undefined =>
  [receipts.recent.get(commandId), receipts.older.get(commandId)].find((each) => isRemembered(receipts, each))?.receipt;

/** All receipts, oldest first. */
export const rememberedReceipts = (receipts: Receipts): readonly CommandReceipt[] =>
  [...receipts.older.values(), ...receipts.recent.values()]
    .filter((each) => isRemembered(receipts, each))
    .sort((one, other) => one.ordinal - other.ordinal)
    .map(({ receipt }) => receipt);

/**
 * The commands that are no longer remembered: they end with the version `upTo`, and were recorded no later than `recordedAt`,
 * but for clocks that differ. Undefined when every command of the stream is remembered.
 */
export const forgottenReceipts = (
  receipts: Receipts,
): { readonly upTo: number; readonly recordedAt: number } | undefined => {
  if (receipts.seen < rememberedCommands) return undefined;
  const oldest = [...receipts.older.values(), ...receipts.recent.values()].find((each) => isRemembered(receipts, each));
  const upTo = (oldest?.receipt.events[0]?.version ?? 1) - 1;
  return oldest === undefined || upTo === 0 ? undefined : { upTo, recordedAt: oldest.receipt.recordedAt };
};

const isRemembered = ({ seen }: Receipts, numbered: Numbered | undefined): boolean =>
  numbered !== undefined && numbered.ordinal < seen && numbered.ordinal >= seen - rememberedCommands;

/** The receipt of a command, from its commit. */
export const receiptOf = (commit: Commit): CommandReceipt => ({
  commandId: commit.commandId,
  digest: commit.commandDigest,
  version: commit.version,
  recordedAt: Date.parse(commit.recordedAt),
  events: commit.events.map(({ type }, index) => ({ type, version: firstVersionOf(commit) + index })),
});
