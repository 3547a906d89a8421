import type { z } from 'zod';
import type { ContractName } from './contract.ts';
import { everyModuleOf, type System } from './system.ts';

/** A contract that a business publishes. */
export interface PublishedContract {
  readonly type: string;
  /** Of the streams whose events it is about. */
  readonly category: string;
  /** Of the message's data. */
  readonly schema: z.ZodType;
  /** The newer version that it is published beside, to be heard instead. */
  readonly replacedBy?: ContractName;
}

/** Every contract that a business publishes, in the order of its declarations. */
export const contractsOf = (system: Pick<System, 'modules' | 'processes'>): readonly PublishedContract[] =>
  everyModuleOf(system).flatMap(({ aggregate: { category }, contracts: { schemas = {}, formerly = [] } = {} }) =>
    Object.entries(schemas).map(([type, schema]) => {
      const replacedBy = formerly.find((former) => former.type === type)?.of;
      return { type, category, schema, ...(replacedBy !== undefined && { replacedBy }) };
    }),
  );
