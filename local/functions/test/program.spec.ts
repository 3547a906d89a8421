import { resolve } from 'node:path';
import { programIsPolite } from '@annal/local-server/testing/program';

programIsPolite('the Functions host', resolve(import.meta.dirname, '..'));
