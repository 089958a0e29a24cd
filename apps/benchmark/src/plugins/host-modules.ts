/** Modules that a plug-in shares with the command, by the name under which it imports them. */
export type HostModules = Readonly<Record<string, object>>;

/**
 * What a plug-in imports from the command instead of from a copy of its own: a function that is traced must meet the
 * tracer that traces it, and an error the class that it is checked against.
 */
export async function hostModules(): Promise<HostModules> {
  return {
    '@cfq/bit-allocation': await import('@cfq/bit-allocation'),
    '@cfq/bit-allocation/testing': await import('@cfq/bit-allocation/testing'),
    '@cfq/datasets': await import('@cfq/datasets'),
    '@cfq/datasets/testing': await import('@cfq/datasets/testing'),
    '@cfq/deploy': await import('@cfq/deploy'),
    '@cfq/deploy/testing': await import('@cfq/deploy/testing'),
    '@cfq/evaluation': await import('@cfq/evaluation'),
    '@cfq/jit': await import('@cfq/jit'),
    '@cfq/metrics': await import('@cfq/metrics'),
    '@cfq/metrics/aggregates': await import('@cfq/metrics/aggregates'),
    '@cfq/metrics/multiplicity': await import('@cfq/metrics/multiplicity'),
    '@cfq/metrics/recourse': await import('@cfq/metrics/recourse'),
    '@cfq/metrics/shift': await import('@cfq/metrics/shift'),
    '@cfq/network': await import('@cfq/network'),
    '@cfq/parts': await import('@cfq/parts'),
    '@cfq/quantizers': await import('@cfq/quantizers'),
    '@cfq/quantizers/building-blocks': await import('@cfq/quantizers/building-blocks'),
    '@cfq/quantizers/testing': await import('@cfq/quantizers/testing'),
    '@cfq/recourse': await import('@cfq/recourse'),
    '@cfq/recourse/testing': await import('@cfq/recourse/testing'),
    '@cfq/training': await import('@cfq/training'),
    '@cfq/training/testing': await import('@cfq/training/testing'),
    '@tensorflow/tfjs-core': await import('@tensorflow/tfjs-core'),
  };
}
