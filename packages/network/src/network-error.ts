/** Anything wrong with a network; the message names the layer, the rule, what came and the remedy. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}
