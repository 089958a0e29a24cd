import { graphOf, misfit, need, needConstant, type InferRule } from './infer-context.ts';
import { typeName } from './types.ts';

/**
 * Loop(trip count, none, carries...) with a body (step, condition, carries...) → (condition, carries..., ys...).
 * Outputs: the last carries, then every y stacked along a new leading axis.
 */
export const loop: InferRule = (context) => {
  const body = graphOf(context, 'body');
  const [trips] = needConstant(context, 0);
  const carries = context.inputs.slice(2).map((_, i) => need(context, i + 2));
  const [step, condition, ...carryIn] = body.inputs;
  const [, ...results] = body.outputs;
  if (step?.dtype !== 'int64' || condition?.dtype !== 'bool' || carryIn.length !== carries.length) {
    throw misfit(context, 'the body takes step, condition and the carries');
  }
  carries.forEach((carry, i) => {
    const types = [carry, carryIn[i]!, results[i]].map((v) => (v === undefined ? 'nothing' : typeName(v)));
    if (new Set(types).size !== 1) throw misfit(context, `carry ${i} changes type: ${types.join(' → ')}`);
  });
  return [
    ...carries.map(({ dtype, shape }) => ({ dtype, shape })),
    ...results.slice(carries.length).map(({ dtype, shape }) => ({ dtype, shape: [trips!, ...shape] })),
  ];
};
