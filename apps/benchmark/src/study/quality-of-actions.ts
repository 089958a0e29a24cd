import { favourable } from '@cfq/evaluation';
import type { CompileScope } from '@cfq/jit';
import { modelLogits, networkOfModel } from '@cfq/training';
import type { CellSettings } from '../cells/cell-settings.ts';
import { codeVersionOf } from '../cells/code/code-version.ts';
import { contentHash } from '../cells/content-hash.ts';
import { sharedKeyOf } from '../cells/shared-key.ts';
import { frontierMargins } from '../diagnostics/action-quality/frontier.ts';
import { solveQuality, type SolveQuality } from '../diagnostics/action-quality/solve-quality.ts';
import type { Parts } from '../plugins/parts.ts';
import type { SharedStore } from '../store/shared-store.ts';
import { evaluationSolver } from './evaluation-solver.ts';
import { planSources } from './plan-sources.ts';
import type { PreparedTeacher } from './prepare-teacher.ts';
import { sharedArtifact } from './shared/shared-artifact.ts';

/** What the quality of actions is measured with, beside the teacher. */
export interface QualityRequest {
  readonly settings: CellSettings;
  readonly parts: Parts;
  /** Fingerprint of the dataset's rows. */
  readonly source: string;
  /** Where the cheapest actions are looked for first and kept afterwards. */
  readonly shared: SharedStore;
  readonly scope: CompileScope;
  readonly signal: AbortSignal;
}

/**
 * Measures the teacher's actions of a group of cells when somebody asks, once, and has the cheapest actions for the same
 * people beside them, which groups of other solvers share.
 */
export function qualityOfActions(prepared: PreparedTeacher, request: QualityRequest): SolveQuality {
  const { split, teacher, evaluated, actionSet, cost, backbone, model, evaluation } = prepared;
  const { settings, parts, source, shared, scope, signal } = request;
  const { margins, seed } = settings;
  const { parameters } = teacher;
  const usualSolver = evaluationSolver(backbone, actionSet);
  const usual = { ...settings, solver: undefined, solverOptions: undefined, margins: [...frontierMargins] };
  const { recourse } = sharedKeyOf(usual, planSources(parts).teacherOf);
  return solveQuality({
    ...{ split, teacher, evaluated, actionSet, cost, margins, seed, scope, signal },
    efforts: evaluation.efforts,
    searched: {
      ...{ logits: modelLogits(model), parameters, target: favourable },
      network: networkOfModel(model, parameters),
    },
    cheapest: parts.solver[usualSolver]!,
    kept: async (compute) => {
      const key = contentHash({
        codeVersion: codeVersionOf([settings.dataset, usualSolver]),
        source,
        frontier: recourse,
      });
      const work = { kind: 'frontier', key, phase: 'diagnostics', compute } as const;
      // Its time is part of the diagnostics of the cell that asks.
      const { value } = await sharedArtifact(work, { shared, onTiming: () => undefined });
      return value;
    },
  });
}
