import type { EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import { maskPersonal } from '../../domain/modelling/mask-personal.ts';
import { declaredEventType, type StoredRecord } from '../streams/event-codec.ts';

/** Replaces each value that the schemas of the events mark as personal by `[personal]`. */
export const maskEvents = <Types extends EventTypes>(
  types: Types,
  records: readonly StoredRecord<EventOf<Types>>[],
): readonly StoredRecord<EventOf<Types>>[] =>
  records.map((record) => {
    const { schema } = declaredEventType(types, record.event.type);
    return { ...record, event: { ...record.event, data: maskPersonal(schema, record.event.data) } };
  });
