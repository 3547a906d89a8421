import { join } from 'node:path';
import archiveTopology from '../../infra/archive.json' with { type: 'json' };
import cosmosTopology from '../../infra/cosmos.json' with { type: 'json' };

/** The connection strings of the servers that an app in a spec uses, the issuer that it trusts, and a folder of its own. */
export interface Around {
  readonly cosmos: string;
  readonly serviceBus: string;
  readonly archive: string;
  readonly issuer: string;
  readonly data: string;
  /** The database, unless it is that of the infrastructure. */
  readonly database?: string;
}

/** The settings of this repository's app between these services. */
export const appSettings = ({ cosmos, serviceBus, archive, issuer, data, database }: Around) => ({
  COSMOS: cosmos,
  COSMOS_DATABASE: database ?? cosmosTopology.database,
  SERVICE_BUS: serviceBus,
  SERVICE_BUS_TOPIC: 'events',
  PERSONAL_DATA_KEY: `file:${join(data, 'personal-data.key')}`,
  ARCHIVE: archive,
  ARCHIVE_CONTAINER: archiveTopology.container,
  FEED_POLL_DELAY_MS: '50',
  CALLERS: 'jwt',
  CALLERS_ISSUER: issuer,
  CALLERS_AUDIENCE: 'annal',
});
