import {
  cosmosContributions,
  cosmosDatabase,
  cosmosEventStore,
  cosmosJoinedDocuments,
  cosmosKeyDocuments,
  cosmosParkingLot,
  cosmosReadModel,
  cosmosStoredHistory,
  shapeOf,
} from '../../adapters/cosmos/index.ts';
import { personalKeys } from '../../adapters/personal-keys/index.ts';
import { chance, pauseFor, systemClock } from '../../adapters/time/index.ts';
import { auditsOf } from '../../application/system/audits.ts';
import { audit, type AuditFindings } from '../../application/views/audit/audit.ts';
import { shop } from '../../domain/shop.ts';
import { keyWrapOf } from '../../functions/key-wrap.ts';
import { carryOut } from '../archive/command-line.ts';
import { readAuditCommand, type AuditCommand } from './audit-command.ts';
import { progressLine } from './progress-line.ts';

/** How long an audit waits before it calls something too much, in milliseconds: longer than a store shows old answers. */
const secondLookMs = 2_000;

/**
 * `npm run views -- audit`. Exit codes: 0 when all is right or was repaired, 1 when it is not, 2 when the command cannot be
 * understood.
 */
export const auditView = async (args: readonly string[]): Promise<void> => {
  const command = readAuditCommand(args);
  if (command !== undefined) await carryOut(() => carryOutAudit(command));
};

const carryOutAudit = async (command: AuditCommand): Promise<void> => {
  const { config, sample, repairs, view } = command;
  const database = cosmosDatabase(config.cosmos, command.database);
  const audits = auditsOf(shop, {
    eventStore: cosmosEventStore(database),
    keys: personalKeys({
      documents: cosmosKeyDocuments(database),
      keyWrap: keyWrapOf(config),
      maximumAgeMs: 300_000,
    }),
    parkingLot: cosmosParkingLot(database),
    clock: systemClock,
    readModel: (declared) => cosmosReadModel(database, shapeOf(declared)),
    contributions: (declared) => cosmosContributions(database, declared),
    joinedDocuments: (declared) => cosmosJoinedDocuments(database, declared),
    pause: () => pauseFor(secondLookMs),
    random: chance,
    sample,
  });
  const audited = audits.get(view);
  if (audited === undefined) throw new Error(`The system declares no ${view}.`);
  const line = progressLine((found: AuditFindings) => `${found.streams} streams, ${found.entries} stored`);
  const found = await audit(audited, cosmosStoredHistory(database), {
    sample,
    repairs,
    random: chance,
    report: (difference, isRepaired) => console.log(isRepaired ? `${difference} Repaired.` : difference),
    progress: line.show,
  });
  line.end();
  print(view, found);
  process.exitCode = found.different === found.repaired ? 0 : 1;
};

const print = (name: string, { streams, entries, late, different, repaired }: AuditFindings): void => {
  console.log(`${name}: compared what ${streams} streams should have left, and ${entries} that are stored.`);
  if (late > 0) console.log(`${late} are not up to date yet, or parked.`);
  if (different === 0) console.log('All others are right.');
  else console.log(`${different} were wrong; ${repaired} of them were repaired.`);
};
