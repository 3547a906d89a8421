import { resolve } from 'node:path';
import { programIsPolite } from '@annal/local-server/testing/program';

programIsPolite('the issuer of identities', resolve(import.meta.dirname, '..'));
