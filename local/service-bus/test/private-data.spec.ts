import { dataStaysPrivate } from '@annal/local-server/testing/private-data';
import { startServiceBus } from '../index.ts';

dataStaysPrivate('Service Bus', (data) => startServiceBus({ data }));
