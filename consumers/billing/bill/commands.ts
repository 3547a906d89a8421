import { z } from 'zod';
import type { CommandOf } from '../../../domain/modelling/aggregate.ts';
import { billLine } from './line.ts';
import { openRegisters } from './request.ts';

const orderVersion = z.int().min(1);

/** The commands to a bill: what messages tell, each once, and the numbers of its documents. */
export const billCommands = {
  OpenBill: z.strictObject({
    orderVersion,
    customerId: z.string(),
    currency: z.string(),
    country: z.string().exactOptional(),
    placedAt: z.string(),
    lines: z.array(billLine),
  }),
  ChangeBillQuantity: z.strictObject({ orderVersion, sku: z.string(), quantity: z.int() }),
  RemoveBillLine: z.strictObject({ orderVersion, sku: z.string() }),
  PayBill: z.strictObject({
    orderVersion,
    paidAt: z.iso.datetime(),
    accountId: z.string().exactOptional(),
    registers: openRegisters,
  }),
  CancelBill: z.strictObject({ orderVersion, registers: openRegisters }),
  RefundBill: z.strictObject({
    /** The place of the refund in the history of the account. */
    refundId: z.string(),
    accountId: z.string(),
    currency: z.string(),
    amount: z.int(),
    registers: openRegisters,
  }),
  RecordNumber: z.strictObject({ key: z.string(), number: z.int().min(1) }),
};

/** A command to a bill. */
export type BillCommand = CommandOf<typeof billCommands>;
