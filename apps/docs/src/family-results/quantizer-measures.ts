/** What is shown of a quantizer: text of the heading, number of a cell, and its range. */
export const quantizerMeasures = {
  accuracy: { heading: 'accuracy, % ↑', digits: 1 },
  flips: { heading: 'decisions changed, % ↓', digits: 1 },
  broken: { heading: 'promises broken, κ = 0, % ↓', digits: 1 },
  brokenWithMargin: { heading: 'broken, κ = 0.2, % ↓', digits: 1 },
  nearMiss: { heading: 'near misses still denied, % ↑', digits: 1 },
} as const;

/** A measure of {@link quantizerMeasures}. */
export type QuantizerMeasure = keyof typeof quantizerMeasures;
