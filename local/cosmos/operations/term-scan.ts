import { documentPath, intersection } from '../sql/index.ts';
import { scanByTerm, scanItems, type Scan } from '../storage/scan.ts';
import { scanInChunks } from '../storage/scan-in-chunks.ts';
import type { Container } from './container.ts';
import { isSamePath, streamed, type Question, type ScanPlan } from './scan-question.ts';
import { termName } from './term-paths.ts';
import { rangeFrom, termRange } from './term-range.ts';

/** A scan of one key. */
export type KeyScan = Scan & { readonly key: string };

/** Reads a key in the order of a term, when the query asks for that order: then a page is read as far as it goes. */
export function orderedByTerm(
  { cosmos, container, query, resume, restrictions: known }: Question,
  scan: KeyScan,
): ScanPlan | undefined {
  const { orderBy, isDistinct } = query.prepared.query;
  const [by, ...more] = orderBy;
  if (by === undefined) return undefined;
  const path = documentPath(by.expression)?.names;
  if (path === undefined || more.length > 0 || isDistinct || !isTerm(path, container)) return undefined;

  const range = termRange(known.filter((one) => isSamePath(one.path, path)));
  const { isDescending } = by;
  const rest = resume === undefined ? range : intersection(range, rangeFrom(resume.after.order[0], isDescending));
  const ofTerm = { ...scan, term: { path: termName(path), ...rest } };
  return { items: () => scanByTerm(cosmos.storage, ofTerm, isDescending), isOrdered: true, isSingleKey: true };
}

/** Reads those items of a key whose term is in the range that the query restricts it to. */
export function restrictedByTerm(question: Question, scan: KeyScan): ScanPlan | undefined {
  const { cosmos, container, restrictions: known } = question;
  const path = known.find((one) => isTerm(one.path, container))?.path;
  if (path === undefined) return undefined;
  const range = termRange(known.filter((one) => isSamePath(one.path, path)));
  const restricted = streamed(question, { ...scan, term: { path: termName(path), ...range } });
  const read = question.query.prepared.isStreamed ? scanItems : scanInChunks;
  return { items: () => read(cosmos.storage, restricted), isOrdered: false, isSingleKey: true };
}

function isTerm(path: readonly string[], { termPaths }: Container): boolean {
  return termPaths.some((names) => isSamePath(names, path));
}
