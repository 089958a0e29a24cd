/** The end of the file of a search for hyper-parameters: all trials, the rule, the winner. */
export const tuningEnding = '.tune.json';
