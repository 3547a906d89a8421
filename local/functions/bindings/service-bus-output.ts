import type { ServiceBusMessage, ServiceBusSender } from '@azure/service-bus';
import type { TypedData } from '../worker/rpc.ts';
import type { WriteOutput } from './cosmos-output.ts';

/**
 * A Service Bus output (Microsoft Learn, "Azure Service Bus output binding"): one message, or one for each element of a
 * list. It carries a body and nothing else, no message id and no session (azure-functions-dotnet-worker #2360).
 */
export function serviceBusOutput(open: () => Promise<ServiceBusSender>): WriteOutput {
  return async (value) => {
    const sender = await open();
    for (const message of messagesIn(value)) await sender.sendMessages(message);
  };
}

/** Also a text that is a JSON list is a list. */
function messagesIn({ bytes, string, json, int, double }: TypedData): readonly ServiceBusMessage[] {
  if (bytes !== undefined) return [{ body: Buffer.from(bytes), contentType: 'application/octet-stream' }];
  const text = json ?? string ?? String(int ?? double);
  const elements = listIn(text);
  return elements === undefined ? [textMessage(text)] : elements.map((each) => textMessage(textOf(each)));
}

/** Objects go as text, too (azure-functions-nodejs-library #107). */
function textMessage(text: string): ServiceBusMessage {
  return { body: Buffer.from(text), contentType: 'text/plain' };
}

function listIn(text: string): readonly unknown[] | undefined {
  if (!/^\s*\[/.test(text)) return undefined;
  try {
    return JSON.parse(text) as readonly unknown[];
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
