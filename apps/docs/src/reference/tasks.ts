/** What somebody wants to do, and the functions that do it, by module. */
export interface ReferenceTask {
  readonly task: string;
  readonly functions: Readonly<Record<string, readonly string[]>>;
}

/** The tasks in the order in which people come to them. */
export const referenceTasks: readonly ReferenceTask[] = [
  {
    task: 'measure what a smaller model does to people, from predictions alone',
    functions: {
      '@cfq/metrics': [
        ...[
          'validityDrop',
          'overGrant',
          'nearMissFidelity',
          'faithfulnessError',
          'counterfactualRecourseGap',
        ],
        ...['agreement', 'acceptanceDrift', 'flips', 'safeMargin'],
      ],
    },
  },
  {
    task: 'put an interval around a number, compare two methods, look at groups',
    functions: { '@cfq/metrics': ['bootstrapIntervals', 'pairedComparison', 'exactMcnemar', 'bySubgroup'] },
  },
  {
    task: 'read a record of people and compute every aggregate of the protocol',
    functions: {
      '@cfq/metrics': ['parseRecord', 'serializeRecord'],
      '@cfq/metrics/aggregates': ['summarize'],
    },
  },
  {
    task: 'judge actions: their size, plausibility, diversity',
    functions: {
      '@cfq/metrics/recourse': ['actionNorm', 'diversity', 'localOutlierFactor', 'yNearestNeighbours'],
    },
  },
  {
    task: 'hold a pair of models against each other, person by person',
    functions: { '@cfq/evaluation': ['evaluate', 'onnxModel', 'rowsModel', 'tracedModel', 'explainPeople'] },
  },
  {
    task: 'audit a model file within limits, and hand the report on',
    functions: {
      '@cfq/audit': [
        ...['audit', 'parseLimits', 'checkLimits', 'renderAuditHtml', 'renderAuditMarkdown'],
        ...['renderAuditJunit', 'renderAuditSarif'],
      ],
    },
  },
  {
    task: 'advise a person, keep it on file, replay it on a new model',
    functions: {
      '@cfq/advice': ['advise', 'renderAdvice', 'adviceRecords', 'signRecord', 'verifyRecord', 'replay'],
    },
  },
  {
    task: 'make a model file smaller within limits',
    functions: { '@cfq/compression': ['quantizeModel', 'compressNetwork', 'renderCard'] },
  },
  {
    task: 'read a model that somebody else made',
    functions: {
      '@cfq/onnx': ['inspectOnnx', 'readOnnx', 'recogniseNetwork'],
      '@cfq/models': ['readModelFile', 'bindModel', 'parseInputMap'],
      '@cfq/network': ['networkFromScikitLearn', 'networkFromLayersModel', 'denseNetwork', 'referenceLogits'],
    },
  },
  {
    task: 'load a table of people, say what may change',
    functions: {
      '@cfq/datasets': [
        ...['loadCsvDataset', 'prepareDataset', 'createEncoder', 'parseActionPolicy', 'policyOf'],
        ...['syntheticDataset', 'verifyDataset'],
      ],
    },
  },
  {
    task: 'find recourse under constraints, and prove things about it',
    functions: {
      '@cfq/recourse': [
        ...[
          'actionSet',
          'actionSetFromFeatureSpace',
          'constrainActionSet',
          'cost',
          'assertFeasible',
          'project',
        ],
        ...['boundDifference', 'certifyRoundings', 'decidePromises'],
      ],
    },
  },
  {
    task: 'train a teacher and students',
    functions: {
      '@cfq/training': [
        'trainTeacher',
        'teacherFromNetwork',
        'teacherRecourse',
        'trainStudent',
        'predictStudent',
      ],
    },
  },
  {
    task: 'choose how many bits each layer gets',
    functions: {
      '@cfq/bit-allocation': [
        ...['knapsackAllocation', 'greedyAllocation', 'uniformAllocation', 'worstGroupAllocation'],
        ...['allocationCurve', 'averageBits'],
      ],
    },
  },
  {
    task: 'write the small file, and check that it decides as the network did',
    functions: {
      '@cfq/deploy': [
        'packNetwork',
        'runPacked',
        'verifyPacked',
        'canExport',
        'toIntegerNetwork',
        'runInteger',
      ],
    },
  },
  {
    task: 'write a part of your own',
    functions: {
      '@cfq/quantizers': ['defineQuantizer'],
      '@cfq/recourse': ['defineSolver'],
      '@cfq/bit-allocation': ['defineAllocator', 'defineSensitivity'],
      '@cfq/training': ['defineMethod', 'defineTerm'],
      '@cfq/datasets': ['defineDataset'],
    },
  },
  {
    task: 'run TensorFlow.js functions in ONNX Runtime',
    functions: { '@cfq/jit': ['jit', 'valueAndGrad', 'scan', 'ndarray', 'openModel'] },
  },
];
