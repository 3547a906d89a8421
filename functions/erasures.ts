import type { Erasures } from '../application/privacy/erasures.ts';
import { customer, type CustomerEvent } from '../domain/customer/index.ts';

const erased: CustomerEvent['type'] = 'CustomerErased';

/** The events that erase the subject of their stream. */
export const erasedBy: Erasures = new Map([[customer.category, erased]]);
