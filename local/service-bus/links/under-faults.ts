import { Refusal } from '../entities/index.ts';
import type { ClientConnection } from './client-connection.ts';
import type { FaultyOperation } from './faults.ts';

/** An operation of a client, and how it is answered. */
export interface Answerable {
  /** Does it. Whoever is told that it is done is told through `tell`, when it is on disk. */
  readonly run: (tell: (confirm: () => void) => void) => void;
  readonly refuse: (error: Refusal) => void;
}

/** Runs an operation, at once and whole, unless a fault that is switched on hits it. */
export function underFaults(
  { faults, cut }: Pick<ClientConnection, 'faults' | 'cut'>,
  operation: FaultyOperation,
  { run, refuse }: Answerable,
): void {
  const whole = (): void => run((confirm) => confirm());
  const fault = faults.take(operation);
  if (!fault) {
    whole();
    return;
  }
  switch (fault.effect) {
    case 'refuse':
      refuse(new Refusal(fault.condition, 'Refused by the fault switch of the local Service Bus.'));
      break;
    case 'delay':
      setTimeout(whole, fault.milliseconds);
      break;
    case 'drop-before':
      cut();
      break;
    case 'drop-after':
      run(cut);
      break;
  }
}
