import { setTimeout as delay } from 'node:timers/promises';
import { condition, Refusal } from '../entities/index.ts';

/** What is to go wrong with sends, for the next `count` of them. */
interface SendFault {
  readonly type: 'refuse' | 'delay';
  readonly condition: string;
  readonly milliseconds: number;
  count: number;
}

/** The faults that are switched on. */
export interface Faults {
  /** Refuses sends, by default as a busy server does, which clients answer with a retry. */
  readonly refuseSends: (options?: { readonly count?: number; readonly condition?: string }) => void;
  /** Takes sends only after a while. */
  readonly delaySends: (milliseconds: number, options?: { readonly count?: number }) => void;
  /** Ends all faults of sends. */
  readonly clear: () => void;
  /** Applies what is switched on to one send. @throws Refusal when it is to be refused. */
  beforeSend(): Promise<void> | undefined;
}

/** Begins without faults. */
export function openFaults(): Faults {
  let faults: SendFault[] = [];
  return {
    refuseSends: ({ count = Infinity, condition: reason = condition.serverBusy } = {}) =>
      void faults.push({ type: 'refuse', condition: reason, milliseconds: 0, count }),
    delaySends: (milliseconds, { count = Infinity } = {}) =>
      void faults.push({ type: 'delay', condition: '', milliseconds, count }),
    clear: () => void (faults = []),
    beforeSend() {
      const fault = faults[0];
      if (!fault) return undefined;
      fault.count -= 1;
      if (fault.count <= 0) faults = faults.slice(1);
      if (fault.type === 'delay') return delay(fault.milliseconds);
      throw new Refusal(fault.condition, 'Refused by the fault switch of the local Service Bus.');
    },
  };
}
