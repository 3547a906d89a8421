import { feedFunction } from '../../adapters/azure-functions/index.ts';
import { archiver } from '../../application/archive/archiver.ts';
import { capabilities } from '../composition.ts';

/** Copies the history to cold storage. */
export const commitArchiver = archiver(capabilities);

/** Runs for each batch of the feed. */
export const archiveCommits = feedFunction('ArchiveCommits', commitArchiver, capabilities);
