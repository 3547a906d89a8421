import { z } from 'zod';
import { hashOf, type Digest } from '../streams/commit-hash.ts';
import { commitSchema, isBehind } from '../streams/commit.ts';
import { nameOfCommit } from './archived-commit.ts';

/** As much of a commit as its place in the chain takes. */
const link = commitSchema
  .pick({ streamId: true, version: true, hash: true, previousHash: true })
  .extend({ events: z.array(z.unknown()).min(1) });

type Link = Readonly<z.infer<typeof link>>;

/** What following the chains has found. */
export interface ChainReport {
  /** Each as a sentence that names the commit. */
  readonly breaks: readonly string[];
  /** How many commits carry no hash: those that an older release has stored. */
  readonly unhashed: number;
  /** The hash of the newest commit of each stream, by the commit's name. */
  readonly heads: Hashes;
}

/** The hashes of some commits, by their names. */
export type Hashes = ReadonlyMap<string, string>;

/**
 * Follows the hashes of all streams in one copy of the history; `where` is its name in sentences. Commits are added once each, in
 * any order. Each of the `known` ones must be among them with its hash. Keeps in memory one entry for each stream, and one for
 * each commit that has not met its neighbour.
 */
export const commitChain = (where: string, digest: Digest, known: Hashes = new Map()) => {
  const missing = new Map(known);
  /** Of commits that nothing follows so far, by name. */
  const ends = new Map<string, string>();
  /** Commits whose predecessor has not come, by the name of that. */
  const waiting = new Map<string, Link>();
  const breaks: string[] = [];
  let unhashed = 0;

  const report = (commit: Link, is: string) => breaks.push(`${nameOfCommit(commit)} in ${where} ${is}.`);

  const meet = (end: string | undefined, next: Link): void => {
    if (!isBehind({ hash: end }, next)) report(next, 'carries the hash of another commit than the one before it');
  };

  const meetPredecessor = (commit: Link): void => {
    const before = { ...commit, version: commit.version - commit.events.length };
    const name = nameOfCommit(before);
    if (before.version === 0) return;
    if (ends.has(name)) meet(ends.get(name), commit);
    else waiting.set(name, commit);
    ends.delete(name);
  };

  const meetSuccessor = (commit: Link, hash: string): void => {
    const name = nameOfCommit(commit);
    const next = waiting.get(name);
    if (next === undefined) ends.set(name, hash);
    else meet(hash, next);
    waiting.delete(name);
  };

  const compareWithKnown = (commit: Link, hash: string): void => {
    const found = missing.get(nameOfCommit(commit));
    if (found !== undefined && found !== hash) report(commit, 'is not the commit whose hash is known');
    missing.delete(nameOfCommit(commit));
  };

  const add = (document: unknown): void => {
    const commit = link.safeParse(document).data;
    if (commit === undefined) {
      breaks.push(`${where} holds a commit without events, or with a hash that is none: ${excerptOf(document)}`);
      return;
    }
    const hash = hashOf(document, digest);
    if (commit.hash === undefined) unhashed += 1;
    else if (commit.hash !== hash) report(commit, 'was changed: its content is not what its hash says');
    compareWithKnown(commit, hash);
    meetPredecessor(commit);
    meetSuccessor(commit, commit.hash ?? hash);
  };

  const end = (): ChainReport => {
    const lost = [...waiting.values()].map(
      (commit) => `${nameOfCommit(commit)} in ${where} does not follow what is before it.`,
    );
    const gone = [...missing.keys()].map((name) => `${name} is gone from ${where}, though its hash is known.`);
    return { breaks: [...breaks, ...lost, ...gone], unhashed, heads: ends };
  };

  return { add, end };
};

const excerptOf = (document: unknown): string => JSON.stringify(document).slice(0, 200);
