import { assertWithinBudget, averageBits } from '@cfq/bit-allocation';
import { deployedLogits, deployedParameters, deployStudent } from '../scheme/deployed-student.ts';
import { schemeOf } from '../scheme/quantization-scheme.ts';
import type { QuantizedStudent, StudentEpochRecord } from '../student/student.ts';
import { fitChosen } from './fit-chosen.ts';
import type { StartedSetting, StudentSetting } from './student-setting.ts';

/** Makes a quantized student by the stages of its method: start, choose bits, fit under them, round to integers. */
export async function trainQuantized(given: StudentSetting): Promise<QuantizedStudent> {
  const { method, model, budgetBits, seed, calls, scope } = given;
  const began = performance.now();
  const history: StudentEpochRecord[] = [];
  const setting: StartedSetting = {
    ...given,
    start: await method.start.make(given),
    report: (record) => {
      history.push(record);
      given.report(record);
    },
  };
  const { allocation, searched, limit, averageBits: ofChannels } = await method.bits.choose(setting);
  // Whoever holds bits to another limit has asserted it, by the columns of its own table; so has who gives them to channels.
  if (limit === undefined && ofChannels === undefined)
    assertWithinBudget(model.layers, allocation, budgetBits);
  const scheme = schemeOf(method, { model, budgetBits }, allocation);
  const untilRounding = calls.length - method.round.calls;
  const fitted = await fitChosen(setting, {
    ...{ scheme, searched },
    calls: calls.slice(method.bits.calls, untilRounding),
  });
  const rounded = await method.round.round(setting, { scheme, fitted, calls: calls.slice(untilRounding) });
  const deployed = deployStudent(scheme, rounded);
  return {
    kind: 'quantized',
    method: method.name,
    model,
    seed,
    allocation,
    averageBits: ofChannels ?? averageBits(model.layers, allocation),
    deployed,
    parameters: deployedParameters(deployed),
    logits: deployedLogits(deployed, scope),
    history,
    seconds: (performance.now() - began) / 1000,
  };
}
