import { dataStaysPrivate } from '@annal/local-server/testing/private-data';
import { startIdentity } from '../index.ts';

dataStaysPrivate('the issuer of identities', (data) => startIdentity({ data }));
