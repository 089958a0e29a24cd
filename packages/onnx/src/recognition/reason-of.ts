const activations: readonly string[] = [
  ...[
    'Tanh',
    'Elu',
    'Selu',
    'Celu',
    'Gelu',
    'LeakyRelu',
    'PRelu',
    'ThresholdedRelu',
    'HardSigmoid',
    'HardSwish',
  ],
  ...[
    'Softplus',
    'Softsign',
    'Mish',
    'Erf',
    'Swish',
    'com.microsoft.Gelu',
    'com.microsoft.FastGelu',
    'Sin',
    'Cos',
  ],
];

const trees = /^ai\.onnx\.ml\.TreeEnsemble/;
const machines = /^ai\.onnx\.ml\.SVM/;
const rounding = /^(com\.microsoft\.)?(QLinear|QGemm|ConvInteger|DynamicQuantize)/;

/** Why an operator that nobody reads has no place in a network. */
export function reasonOf(name: string): string {
  if (activations.includes(name)) return 'it is an activation that a network does not have (ReLU, or none)';
  if (trees.test(name)) return 'trees are no dense layers';
  if (machines.test(name)) return 'a kernel machine is no dense layer';
  if (rounding.test(name)) return 'it rounds what it reads in a way that a network does not';
  return 'it has no place in a network of dense layers';
}
