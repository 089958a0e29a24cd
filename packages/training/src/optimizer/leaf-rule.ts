/** How an optimizer treats one trainable leaf. */
export interface LeafRule {
  /** Factor on the learning rate; 0 freezes the leaf. Default 1. */
  readonly rate?: number;
  /** Whether it decays. Default: where it is a matrix (rank two and above). */
  readonly decays?: boolean;
  /** Whether its gradient counts in the L2 norm recorded at every step as `gradientNorm`. Default no. */
  readonly recordGradNorm?: boolean;
}
