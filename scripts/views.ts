import { showActions, usageOfActions } from './views/actions.ts';
import { auditView } from './views/audit.ts';
import { usageOfAudit } from './views/audit-command.ts';
import { buildView, usageOfBuild } from './views/build.ts';
import { actOnGenerations, showViews } from './views/generations.ts';
import { usageOfGenerations } from './views/generations-command.ts';

/** What is done with views by hand. Each sets the exit code, and prints how it is done where it is asked for help. */
const actions = new Map([
  ['actions', showActions],
  ['audit', auditView],
  ['build', buildView],
  ['status', showViews],
  ['switch', actOnGenerations('switch')],
  ['back', actOnGenerations('back')],
  ['drop', actOnGenerations('drop')],
]);

const [action = '', ...args] = process.argv.slice(2);
const act = actions.get(action);
if (act !== undefined) await act(args);
else {
  console.error(
    `There is no action "${action}" on views.\n\n${usageOfAudit}\n\n${usageOfBuild}\n\n${usageOfGenerations}\n\n${usageOfActions}`,
  );
  process.exitCode = 2;
}
