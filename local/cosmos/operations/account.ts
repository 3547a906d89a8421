import type { Answer, CosmosRequest } from './operation.ts';

/**
 * The account document, which the SDK reads first. It announces the address that the caller itself used, and an id that is
 * not `localhost`: for that one the SDK reads the account again before every operation.
 */
export function readAccount({ origin }: CosmosRequest): Answer {
  const location = [{ name: 'Local', databaseAccountEndpoint: `${origin}/` }];
  const body = {
    id: 'annal-local',
    _rid: 'annal-local',
    _self: '',
    _dbs: '//dbs/',
    media: '//media/',
    addresses: '//addresses/',
    writableLocations: location,
    readableLocations: location,
    enableMultipleWriteLocations: false,
    userReplicationPolicy: { asyncReplication: false, minReplicaSetSize: 1, maxReplicasetSize: 1 },
    userConsistencyPolicy: { defaultConsistencyLevel: 'Session' },
    systemReplicationPolicy: { minReplicaSetSize: 1, maxReplicasetSize: 1 },
    readPolicy: { primaryReadCoefficient: 1, secondaryReadCoefficient: 1 },
    queryEngineConfiguration: '{}',
  };
  return { status: 200, charge: 0, body: JSON.stringify(body) };
}
