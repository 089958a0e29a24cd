/** Total weight decay of the pictured teacher: less than any that the benchmark tries, closer to what people train with. */
export const usualDecay = 0.3;
