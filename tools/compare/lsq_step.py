"""Median time of one training step in eager PyTorch: MLP 108-128-64-2, batch 256, Adam, one thread.

Weights are fake-quantized to 4 bits with a learned step size (LSQ, Esser et al. 2020: gradient of the step scaled by
1 / sqrt(n * q_p)); `--full-precision` leaves them alone. Prints one JSON object. Used by lsq-step.ts only.
"""

import argparse
import json

from step_times import print_step_times

try:
    import torch
    from torch import nn
except ImportError:
    print(json.dumps({"available": False}))
    raise SystemExit(0)

WIDTHS = (108, 128, 64, 2)
BATCH = 256
BITS = 4


class LearnedStep(nn.Module):
    def __init__(self, weight):
        super().__init__()
        self.lower, self.upper = -(2 ** (BITS - 1)), 2 ** (BITS - 1) - 1
        self.step = nn.Parameter(2 * weight.detach().abs().mean() / self.upper**0.5)
        self.gradient_scale = 1.0 / (weight.numel() * self.upper) ** 0.5

    def forward(self, weight):
        scaled_step = self.step * self.gradient_scale
        step = (self.step - scaled_step).detach() + scaled_step
        ratio = (weight / step).clamp(self.lower, self.upper)
        return ((ratio.round() - ratio).detach() + ratio) * step


class Network(nn.Module):
    def __init__(self, quantized):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(i, o) for i, o in zip(WIDTHS, WIDTHS[1:]))
        self.steps = nn.ModuleList(LearnedStep(layer.weight) for layer in self.layers) if quantized else None

    def forward(self, x):
        for index, layer in enumerate(self.layers):
            weight = self.steps[index](layer.weight) if self.steps else layer.weight
            x = nn.functional.linear(x, weight, layer.bias)
            if index + 1 < len(self.layers):
                x = torch.relu(x)
        return x


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--full-precision", action="store_true")
    parser.add_argument("--steps", type=int, default=600)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    x = torch.randn(8192, WIDTHS[0])
    y = (x[:, 0] + x[:, 1] > 0).long()
    network = Network(not arguments.full_precision)
    print_step_times(
        torch,
        network,
        rows_of=lambda step: torch.arange(step * BATCH, (step + 1) * BATCH) % x.shape[0],
        loss_of=lambda rows: nn.functional.cross_entropy(network(x[rows]), y[rows]),
        steps=arguments.steps,
    )


if __name__ == "__main__":
    main()
