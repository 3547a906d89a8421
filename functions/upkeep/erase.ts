import { feedFunction } from '../../adapters/azure-functions/index.ts';
import { eraser } from '../../application/privacy/eraser.ts';
import { capabilities } from '../composition.ts';
import { erasedBy } from '../erasures.ts';

/** Carries erasures out. */
export const subjectEraser = eraser({ ...capabilities, erasedBy });

/** Runs for each batch of the feed. */
export const eraseSubjects = feedFunction('EraseSubjects', subjectEraser, capabilities);
