/** The category that stands for a missing value. */
export const missingLabel = '(missing)';
