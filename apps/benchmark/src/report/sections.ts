import type { SectionBuilder } from './blocks/section.ts';
import { ablations } from './sections/ablations.ts';
import { atAGlance } from './sections/at-a-glance.ts';
import { certifiedAgainstBits } from './sections/certified-against-bits.ts';
import { crgAgainstBits } from './sections/crg-against-bits.ts';
import { crgDistribution } from './sections/crg-distribution.ts';
import { direction } from './sections/direction.ts';
import { equalBytes } from './sections/equal-bytes.ts';
import { inputs } from './sections/quantizers/inputs.ts';
import { layerErrors } from './sections/layer-errors.ts';
import { nearMissAgainstFraction } from './sections/near-miss-against-fraction.ts';
import { optimalityGap } from './sections/recourse/optimality-gap.ts';
import { pairedDifferences } from './sections/paired-differences.ts';
import { pareto } from './sections/pareto.ts';
import { quantizers } from './sections/quantizers/quantizers.ts';
import { recourseMethods } from './sections/recourse/recourse-methods.ts';
import { reviewerTable } from './sections/reviewer-table.ts';
import { robustRecourse } from './sections/recourse/robust-recourse.ts';
import { runtime } from './sections/runtime.ts';
import { schedules } from './sections/schedules.ts';
import { sensitivityRanks } from './sections/sensitivity-ranks.ts';
import { stress } from './sections/stress.ts';
import { subgroups } from './sections/subgroups.ts';
import { summaryTables } from './sections/summary-tables.ts';
import { targetVerdicts } from './sections/target-verdicts.ts';
import { teacherQuality } from './sections/teacher-quality.ts';
import { teachers } from './sections/teachers.ts';
import { theory } from './sections/theory.ts';
import { threePeople } from './sections/three-people.ts';
import { vdAgainstBits } from './sections/vd-against-bits.ts';
import { vdAgainstKappa } from './sections/vd-against-kappa.ts';

/** Every section in the order of a chapter; each decides itself whether the cells hold what it shows. */
export const sections: readonly SectionBuilder[] = [
  summaryTables,
  reviewerTable,
  atAGlance,
  targetVerdicts,
  threePeople,
  pairedDifferences,
  ablations,
  teacherQuality,
  stress,
  vdAgainstKappa,
  vdAgainstBits,
  nearMissAgainstFraction,
  crgDistribution,
  crgAgainstBits,
  direction,
  pareto,
  equalBytes,
  quantizers,
  inputs,
  theory,
  certifiedAgainstBits,
  subgroups,
  robustRecourse,
  optimalityGap,
  recourseMethods,
  layerErrors,
  sensitivityRanks,
  teachers,
  runtime,
  schedules,
];
