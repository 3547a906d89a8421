import { z } from 'zod';
import { faultEffects, faultyOperations, type Faults } from '../../links/index.ts';
import { json, type HttpAnswer } from '../http-answer.ts';
import type { HttpRequest } from '../http-request.ts';
import { readJson } from './read-json.ts';

const order = z.strictObject({
  seed: z.int().optional(),
  faults: z.array(
    z
      .strictObject({
        operation: z.enum(faultyOperations),
        effect: z.enum(faultEffects),
        probability: z.number().min(0).max(1).optional(),
        count: z.int().min(1).optional(),
        condition: z.string().min(1).optional(),
        milliseconds: z.int().min(0).max(600_000).optional(),
      })
      .refine(({ operation, effect }) => operation !== 'attach' || effect !== 'delay', 'an attach cannot be delayed'),
  ),
});

/** Tells the faults that are switched on; PUT replaces them, and an empty list ends them. Only where the switch is on. */
export function answerFaults(faults: Faults | null, { request, body }: HttpRequest): HttpAnswer {
  if (faults === null)
    return json(404, { status: 404, title: 'The fault switch is off', detail: 'Start with --fault-switch.' });
  if (request.method === 'PUT') {
    const parsed = order.safeParse(readJson(body));
    if (!parsed.success) return json(400, { status: 400, title: 'Bad request', detail: z.prettifyError(parsed.error) });
    faults.clear();
    if (parsed.data.seed !== undefined) faults.seed(parsed.data.seed);
    parsed.data.faults.forEach(faults.add);
  } else if (request.method !== 'GET') return json(405, { status: 405, title: 'Only GET and PUT are answered here' });
  return json(200, { faults: faults.all() });
}
