import { busOn, startBroker, whole } from './local-topic.ts';
import { messageBusContract } from './message-bus.contract.ts';

/** Where specs find a Service Bus that is not ours, an emulator or a namespace; undefined for one of our own. */
const given = process.env['ANNAL_TEST_SERVICE_BUS'];

messageBusContract('the message bus over Service Bus', async () => {
  // The app's own subscription, as infra/service-bus.json declares it; no mailer may listen on it meanwhile.
  if (given !== undefined) return busOn({ connectionString: given, subscription: 'email' });
  const broker = await startBroker();
  const tested = busOn(whole(broker));
  const close = async (): Promise<void> => {
    await tested.close();
    await broker.close();
  };
  return { ...tested, close };
});
