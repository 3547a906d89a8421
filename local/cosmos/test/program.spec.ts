import { resolve } from 'node:path';
import { programIsPolite } from '@annal/local-server/testing/program';

programIsPolite('Cosmos DB', resolve(import.meta.dirname, '..'));
