import { setTimeout as pause } from 'node:timers/promises';
import type { FaultDoors } from './fault-doors.ts';
import type { Parts } from './parts.ts';
import type { Disturbance, Step } from './plan.ts';

/** Carries out a plan. Resolves when all parts run, none is frozen, and no fault is left. */
export const disturb = async (plan: readonly Step[], parts: Parts, doors: FaultDoors): Promise<void> => {
  await Promise.all(
    plan.map(async (step) => {
      await pause(step.at);
      await carryOut(step, parts, doors);
    }),
  );
};

const carryOut = async (step: Disturbance, parts: Parts, doors: FaultDoors): Promise<void> => {
  switch (step.what) {
    case 'kill':
      return parts.kill(step.parts);
    case 'freeze': {
      const wake = parts.freeze(step.part);
      await pause(step.lasting);
      wake();
      return;
    }
    case 'store faults':
      await doors.store(step.plan);
      await pause(step.lasting);
      return doors.store();
    case 'broker faults':
      await doors.broker(step.faults, step.seed);
      await pause(step.lasting);
      return doors.broker([]);
    case 'split':
      return doors.split();
  }
};
