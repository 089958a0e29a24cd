/** What the models beside a reader's own are called. */
export const ownNames = {
  /** At every width. */
  rounded: 'your model rounded to nearest',
  /** The same one beside every width: it is not rounded. */
  smaller: 'your smaller file (as it is)',
} as const;
