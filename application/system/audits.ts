import { joinedOf, logsOf, totalsOf, viewsOf, type System } from '../../domain/modelling/system.ts';
import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Joined } from '../../domain/modelling/joined.ts';
import type { Log } from '../../domain/modelling/log.ts';
import type { Total } from '../../domain/modelling/total.ts';
import type { View } from '../../domain/modelling/view.ts';
import { personalEventStore } from '../privacy/personal-event-store.ts';
import type { AuditedView } from '../views/audit/audit.ts';
import { auditedDocuments } from '../views/documents/audit-documents.ts';
import { auditedJoined } from '../views/joined/audit-joined.ts';
import { latenessBy } from '../views/audit/audit-lateness.ts';
import { auditedLog } from '../views/logs/audit-log.ts';
import type { Sample } from '../views/audit/audit-sample.ts';
import { auditedTotal } from '../views/totals/audit-total.ts';
import { logStorage } from '../views/logs/log-document.ts';
import type { Capabilities } from './capabilities.ts';

/** What audits need from outside. */
export interface AuditCapabilities extends Pick<
  Capabilities,
  'eventStore' | 'keys' | 'parkingLot' | 'clock' | 'readModel' | 'contributions' | 'joinedDocuments'
> {
  /** A moment, before what seems to be too much is looked at again. */
  readonly pause: () => Promise<void>;
  /** A number from 0 to 1. */
  readonly random: () => number;
  /** How many contributions to each total, or parts of each joined document, are compared. */
  readonly sample: Sample;
}

/** Every view of a business as audits see it, whatever its kind, by name. */
export const auditsOf = (system: System, capabilities: AuditCapabilities): ReadonlyMap<string, AuditedView> => {
  const eventStore = personalEventStore(capabilities.eventStore, capabilities.keys);
  const auditing = { ...capabilities, eventStore, isLate: latenessBy(capabilities) };

  const documents = <Types extends EventTypes, Shape extends object>(view: View<Types, Shape>): AuditedView =>
    auditedDocuments(view, { ...auditing, readModel: capabilities.readModel(view) });
  const sums = <Types extends EventTypes, Folded extends object, Row extends object>(
    total: Total<Types, Folded, Row>,
  ): AuditedView => auditedTotal(total, { ...auditing, contributions: capabilities.contributions(total) });

  const joining = <Shape extends object, Part extends object>(view: Joined<Shape, Part>): AuditedView =>
    auditedJoined(view, { ...auditing, documents: capabilities.joinedDocuments(view) });

  const logging = <Entry extends object>(log: Log<Entry>): AuditedView =>
    auditedLog(log, { ...auditing, readModel: capabilities.readModel(logStorage(log)) });

  const audited = [
    ...viewsOf(system).map((view) => view.withTypes(documents)),
    ...totalsOf(system).map((total) => total.withTypes(sums)),
    ...joinedOf(system).map((view) => view.withTypes(joining)),
    ...logsOf(system).map((log) => log.withTypes(logging)),
  ];
  return new Map(audited.map((each) => [each.name, each]));
};
