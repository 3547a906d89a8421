import { propertySizesOf, type IncomingMessage } from '../messages/index.ts';
import { condition, Refusal } from './refusal.ts';

const largestProperty = 32 * 1024;
const largestHeader = 64 * 1024;
/** What an encoded text has beside its bytes. */
const prefix = 5;

/**
 * Azure's limits: 32 KB for a property, 64 KB for all of them. What it says of the one is no help and asks to be tried
 * again; what it says of the other names the limit. `size` is that of the message. @throws Refusal.
 */
export function checkProperties(message: IncomingMessage, size: number): void {
  if (size <= largestProperty) return;
  const { all, byName } = propertySizesOf(message);
  const tooLarge = [...byName].find(([, bytes]) => bytes > largestProperty + prefix);
  if (tooLarge !== undefined)
    throw new Refusal(
      condition.internal,
      `The service was unable to process the request; please retry the operation. (Property '${tooLarge[0]}' has more than ${largestProperty} bytes.)`,
    );
  if (all > largestHeader)
    throw new Refusal(
      condition.sizeExceeded,
      `A serialization error occurred while processing the message header stream. The serialization process return the following message: The size quota for this stream (${largestHeader}) has been exceeded.`,
    );
}
