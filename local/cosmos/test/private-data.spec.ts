import { dataStaysPrivate } from '@annal/local-server/testing/private-data';
import { startCosmos } from '../index.ts';

dataStaysPrivate('Cosmos DB', (data) => startCosmos({ data }));
