import { resolve } from 'node:path';
import { programIsPolite } from '@annal/local-server/testing/program';

programIsPolite('Service Bus', resolve(import.meta.dirname, '..'));
