/** Total weight decay of the pictured teacher: a tenth of the benchmark's, closer to what people train with. */
export const usualDecay = 0.3;
