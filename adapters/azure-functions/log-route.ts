import type { HttpHandler } from '@azure/functions';
import { z } from 'zod';
import type { RunningSystem } from '../../application/system/run.ts';
import type { Log } from '../../domain/modelling/log.ts';
import { byPosition } from '../../domain/modelling/position.ts';
import { afterVersion } from './after-answers.ts';
import { answerWithLog, loggedPageOf, logProblems } from './log-answers.ts';
import { pageParameters } from './query-parameters.ts';
import { queryRoute, type QueryEdge } from './query-route.ts';
import { inOrder, searchParameters, sortDirection } from './search-answers.ts';

/** What any log needs to be shown over HTTP. */
export interface LogEdge<Role extends string = string> extends QueryEdge<Role> {
  readonly system: Pick<RunningSystem, 'logReaderOf'>;
}

/** Which log is shown over HTTP, and where. */
export interface LogRoute<Role extends string, Entry extends object> {
  /** Of the function: `ListActivity`. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** Below /api. A log that is only shown partition by partition has the field of its partition in it: `accounts/{accountId}/statement`. */
  readonly path: string;
  readonly log: Log<Entry>;
  /** What the value of its partition may be. */
  readonly partition: z.ZodType<string, string>;
  /** What the parameter is called that turns the list: see {@link sortDirection}. */
  readonly direction: string;
}

/** The parameters of every log. */
const everyLog = { ...searchParameters, after: afterVersion.exactOptional(), ...pageParameters };

/**
 * Registers `GET …?from=&to=&count=&after=&limit=&continuation=`, which lists the entries of a log, the newest first: of the partition
 * that the path names, or else of the one that the parameter of its field names, or of all.
 */
export const logRoute = <Role extends string, Entry extends object>(
  edge: LogEdge<Role>,
  { name, roles, path, log, partition, direction }: LogRoute<NoInfer<Role>, Entry>,
): HttpHandler => {
  const { field } = log.partition;
  const search = edge.system.logReaderOf(log).search(byPosition);
  const isOne = path.includes(`{${field}}`);
  const own = { [field]: isOne ? partition : partition.exactOptional(), [direction]: sortDirection };
  return queryRoute(edge, {
    name,
    shows: log,
    roles,
    path,
    parameters: z
      .strictObject({ ...own, ...everyLog })
      .superRefine(inOrder)
      .transform((given) => {
        const asked = { ...given };
        const value = takenFrom(asked, field);
        const turned = takenFrom(asked, direction) === 'asc' ? ('asc' as const) : ('desc' as const);
        return { ...asked, direction: turned, ...(typeof value === 'string' && { partition: value }) };
      }),
    answers: loggedPageOf(log.schema),
    problems: logProblems,
    handle: async (asked, caller) => answerWithLog(search.for(caller), asked, { partition: field }),
  });
};

/** The value of a parameter whose name only the route knows; it is taken out of the others. */
const takenFrom = (parameters: object, name: string): unknown => {
  const value: unknown = Reflect.get(parameters, name);
  Reflect.deleteProperty(parameters, name);
  return value;
};
