import { StartupError } from '@annal/local-server';
import type { ContainerAddress } from '../../connections/cosmos-clients.ts';
import { connectionString, type AppSettings } from '../../host/app-settings.ts';
import type { HostedFunction } from '../../host/hosted-function.ts';
import { triggerOptions, type BindingOptions } from '../../host/binding-options.ts';

/** Where a feed is read from when no lease knows better. */
export type FeedStart = { readonly from: 'beginning' | 'now' } | { readonly from: 'time'; readonly time: Date };

/** A Cosmos DB trigger's options; durations in milliseconds, defaults those of the real extension. */
export interface FeedOptions {
  readonly monitored: ContainerAddress;
  readonly leases: ContainerAddress;
  readonly createLeases: boolean;
  readonly prefix: string;
  readonly start: FeedStart;
  /** Page size. Changes of one transaction come together, even above it. */
  readonly maxItems: number;
  /** Pause once everything has been read. */
  readonly pollDelay: number;
  readonly acquireInterval: number;
  readonly renewInterval: number;
  readonly expirationInterval: number;
}

/**
 * Reads the options of a Cosmos DB trigger (Microsoft Learn, "Azure Cosmos DB trigger for Azure Functions 2.x and
 * higher"). A StartupError names the function and what is wrong, also where the real host would only fail later.
 */
export function feedOptions(fn: HostedFunction, settings: AppSettings): FeedOptions {
  const options = triggerOptions(fn, settings);
  const monitored = address(options, settings, '', options.text('containerName'));
  const leases = address(options, settings, 'lease', options.text('leaseContainerName', 'leases'));
  if (sameContainer(monitored, leases))
    throw new StartupError(`${options.where}: leases need a container of their own.`);
  if (options.text('changeFeedMode', 'LatestVersion') !== 'LatestVersion')
    throw new StartupError(`${options.where}: only changeFeedMode "LatestVersion" is supported here.`);
  return {
    monitored,
    leases,
    createLeases: options.flag('createLeaseContainerIfNotExists', false),
    prefix: options.optionalText('leaseContainerPrefix') ?? '',
    start: feedStart(options),
    maxItems: options.count('maxItemsPerInvocation', 100, 1),
    pollDelay: options.count('feedPollDelay', 5_000, 0),
    acquireInterval: options.count('leaseAcquireInterval', 13_000, 1),
    renewInterval: options.count('leaseRenewInterval', 17_000, 1),
    expirationInterval: options.count('leaseExpirationInterval', 60_000, 1),
  };
}

function address(
  options: BindingOptions,
  settings: AppSettings,
  kind: '' | 'lease',
  container: string,
): ContainerAddress {
  const own = options.text('connection');
  const name = kind === '' ? own : (options.optionalText('leaseConnection') ?? own);
  const database = options.text('databaseName');
  return {
    connectionString: connectionString(name, settings, 'accountEndpoint', options.where),
    database: kind === '' ? database : (options.optionalText('leaseDatabaseName') ?? database),
    container,
  };
}

function sameContainer(one: ContainerAddress, other: ContainerAddress): boolean {
  return (
    one.container === other.container &&
    one.database === other.database &&
    one.connectionString === other.connectionString
  );
}

function feedStart(options: BindingOptions): FeedStart {
  const fromBeginning = options.flag('startFromBeginning', false);
  const time = options.optionalText('startFromTime');
  if (time === undefined) return { from: fromBeginning ? 'beginning' : 'now' };
  if (fromBeginning)
    throw new StartupError(`${options.where}: startFromBeginning and startFromTime exclude each other.`);
  if (Number.isNaN(Date.parse(time)))
    throw new StartupError(`${options.where}: "startFromTime" must be a time such as 2026-01-31T12:00:00Z.`);
  return { from: 'time', time: new Date(time) };
}
