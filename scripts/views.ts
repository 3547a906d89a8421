import { cosmosContributions, cosmosDatabase, cosmosEventStore } from '../adapters/cosmos/index.ts';
import { auditTotal, type TotalAudit } from '../application/views/audit-total.ts';
import { carryOut } from './archive/command-line.ts';
import { readViewsCommand, type ViewsCommand } from './views/command-line.ts';

const audit = async ({ config, database, total, repairs, sample }: ViewsCommand): Promise<void> => {
  const store = cosmosDatabase(config.cosmos, database);
  const found = await total.withTypes((declared) =>
    auditTotal(declared, {
      contributions: cosmosContributions(store, declared),
      eventStore: cosmosEventStore(store),
      sample,
      repairs,
    }),
  );
  print(total.name, found);
  process.exitCode = found.differences.length === found.repaired ? 0 : 1;
};

const print = (name: string, { totals, contributions, sampled, differences, repaired }: TotalAudit): void => {
  for (const difference of differences) console.log(difference);
  console.log(`${name}: ${totals} totals of ${contributions} contributions, ${sampled} of them compared with events.`);
  if (repaired > 0) console.log(`${repaired} totals were repaired.`);
  console.log(differences.length === 0 ? 'All of them are right.' : `${differences.length} differences.`);
};

// Exit codes: 0 when all is right or was repaired, 1 when it is not, 2 when the command cannot be understood.
const command = readViewsCommand(process.argv.slice(2));
if (command !== undefined) await carryOut(() => audit(command));
