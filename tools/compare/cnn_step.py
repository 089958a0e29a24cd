"""Median time of one training step of a small convolutional network in eager PyTorch, Adam, one thread.

28x28 images, two 3x3 convolutions of 16 and 32 channels with bias, ReLU and 2x2 max-pooling, a dense layer to 10
classes. Prints one JSON object. Used by cnn-step.ts only.
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

ROWS, SIZE, CLASSES = 512, 28, 10


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--steps", type=int, default=180)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    x = torch.randn(ROWS, 1, SIZE, SIZE)
    y = torch.arange(ROWS) % CLASSES
    network = nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(7 * 7 * 32, CLASSES),
    )
    print_step_times(
        torch,
        network,
        rows_of=lambda step: torch.arange(step * arguments.batch, (step + 1) * arguments.batch) % ROWS,
        loss_of=lambda rows: nn.functional.cross_entropy(network(x[rows]), y[rows]),
        steps=arguments.steps,
    )


if __name__ == "__main__":
    main()
