/** What columns whose names need a word are called where people read. */
const words: Readonly<Record<string, string>> = {
  'checking-status': 'checking account',
  'other-debtors': 'guarantor or co-applicant',
  'installment-rate': 'instalment in shares of income, as coded',
  'residence-since': 'years at this address, as coded',
  'liable-people': 'dependants, as coded',
  'existing-credits': 'credits at this bank',
  'foreign-worker': 'foreign worker',
  priors_count: 'prior offences',
  juv_fel_count: 'juvenile felonies',
  juv_misd_count: 'juvenile misdemeanours',
  juv_other_count: 'other juvenile offences',
  c_charge_degree: 'degree of the charge',
};

/** The name of a column where people read: its own, without hyphens and underscores, or a plainer one. */
export const featureWords = (name: string): string => words[name] ?? name.replaceAll(/[-_]/g, ' ');
