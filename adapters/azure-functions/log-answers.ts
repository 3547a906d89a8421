import { z } from 'zod';
import type { After } from '../../application/views/after.ts';
import { loggedChange } from '../../application/views/logs/log-changes.ts';
import type { LogEntry } from '../../application/views/logs/log-document.ts';
import type { LogSearch } from '../../application/views/logs/log-query.ts';
import { positioned } from '../../domain/modelling/position.ts';
import type { DeclaredQuery } from '../../domain/modelling/query.ts';
import { afterProblems, notThere } from './after-answers.ts';
import type { QueryAnswer } from './query-answers.ts';
import { unknownContinuation } from './query-parameters.ts';
import { answerWithSearch, searchedPageOf, type AskedSearch, type SearchedPage } from './search-answers.ts';

/** The schema of a page of a log: each entry with its stream, version and position, and with what its event has changed. */
export const loggedPageOf = <Entry extends z.ZodType>(entry: Entry) =>
  searchedPageOf(
    z.intersection(
      entry,
      positioned.extend({ streamId: z.string(), changes: z.array(loggedChange).readonly().exactOptional() }).readonly(),
    ),
  );

/** The problems of {@link answerWithLog}. */
export const logProblems = [unknownContinuation, ...afterProblems] as const;

/** A page of a log, which has the entry about the event `after` where it belongs to it. Else as a search. */
export const answerWithLog = async <Query extends DeclaredQuery, Entry>(
  log: LogSearch<Query, Entry>,
  { after, ...asked }: AskedSearch<Query> & { readonly after?: After },
  scope: { readonly partition: string },
): Promise<QueryAnswer<SearchedPage<LogEntry<Entry>>>> => {
  const found = after === undefined ? 'there' : await log.waitFor(after, asked.partition);
  return found === 'there' ? answerWithSearch(log, asked, scope) : { problem: notThere(found) };
};
