import { readFileSync } from 'node:fs';

/**
 * Settings of the Functions host that the shell between npm and this process has dropped: dash, the `sh` of Debian and Ubuntu,
 * passes on no variable whose name is no name of its own, such as `AzureWebJobs.SendMails.Disabled`. Linux shows what the shell
 * itself was given; elsewhere there is nothing to find, and other shells pass on everything.
 */
export function droppedSettings(given = environmentOf(process.ppid), own = process.env) {
  const settings = given.split('\0').flatMap((line) => {
    const [, name, value] = /^(AzureWebJobs\.[^=]+)=([^]*)$/.exec(line) ?? [];
    return name === undefined || name in own ? [] : [[name, value]];
  });
  return Object.fromEntries(settings);
}

/** The environment that a process was started with; nothing when it cannot be read. */
function environmentOf(id) {
  try {
    return readFileSync(`/proc/${id}/environ`, 'utf8');
  } catch {
    return '';
  }
}
