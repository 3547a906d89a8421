import type { AnyLog, Log } from '../../domain/modelling/log.ts';
import type { MeasuredSubscriber } from '../feed/measured-subscriber.ts';
import { notTraced } from '../tracing.ts';
import { entriesReached } from '../views/logs/entries-reached.ts';
import { logStorage } from '../views/logs/log-document.ts';
import { logProjector, type Logging } from '../views/logs/log-projector.ts';
import { logReaders, type QueryingLog } from '../views/logs/log-query.ts';
import type { Capabilities } from './capabilities.ts';
import { declared } from './declared.ts';

/** The ports of all logs. */
type KeepingLogs = Omit<Logging, 'readModel'> &
  Omit<QueryingLog, 'readModel' | 'tracing'> &
  Pick<Capabilities, 'readModel'>;

/** The subscribers of these logs, measured by their entries, and their readers. */
export const keptLogs = (logs: readonly AnyLog[], { readModel, ...keeping }: KeepingLogs) => {
  const { tracing = notTraced } = keeping;
  const keep = <Entry extends object>(log: Log<Entry>): MeasuredSubscriber => {
    const ports = { ...keeping, readModel: readModel(logStorage(log)) };
    return { ...logProjector(log, ports), reached: entriesReached(log, ports) };
  };
  const subscribers = new Map(logs.map((log) => [log, log.withTypes(keep)]));
  return {
    subscribers,
    readerOf: <Entry extends object>(log: Log<Entry>) => {
      declared(subscribers, log, log.name);
      return logReaders(log, { ...keeping, tracing, readModel: readModel(logStorage(log)) });
    },
  };
};
