import { feedFunction } from '../../adapters/azure-functions/index.ts';
import { eraser } from '../../application/privacy/eraser.ts';
import { customer, type CustomerEvent } from '../../domain/customer/index.ts';
import { capabilities } from '../composition.ts';

const erased: CustomerEvent['type'] = 'CustomerErased';

/** Carries erasures out. */
export const subjectEraser = eraser({ ...capabilities, erasedBy: new Map([[customer.category, erased]]) });

/** Runs for each batch of the feed. */
export const eraseSubjects = feedFunction('EraseSubjects', subjectEraser, capabilities);
