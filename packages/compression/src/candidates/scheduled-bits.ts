import type { Allocation } from '@cfq/bit-allocation';
import type { BitStage, QuantizedMethod } from '@cfq/training';

/** The stage of a method that gives every layer the bits of a schedule, whatever is measured. */
function scheduledBits(allocation: Allocation): BitStage {
  const schedule = allocation.map(({ layer, bits }) => `${layer}:${bits}`).join(' ');
  return {
    name: 'scheduled',
    description: `the schedule ${schedule}`,
    options: { schedule },
    needsRecourse: false,
    calls: 0,
    choose: () => Promise.resolve({ allocation, searched: null }),
  };
}

/** A method with its bits settled beforehand: all else of its recipe stays, and so do its random choices. */
export function withSchedule(method: QuantizedMethod, allocation: Allocation): QuantizedMethod {
  return { ...method, bits: scheduledBits(allocation) };
}
