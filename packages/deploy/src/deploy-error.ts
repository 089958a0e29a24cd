/** Anything that keeps a model from being packed or verified; the message names the rule, what came and the remedy. */
export class DeployError extends Error {
  override readonly name = 'DeployError';
}
