"""Median time of one training step of a small convolutional network in eager PyTorch, Adam, one thread.

28x28 images, two 3x3 convolutions of 16 and 32 channels with bias, ReLU and 2x2 max-pooling, a dense layer to 10
classes. Prints one JSON object. Used by cnn-step.ts only.
"""

import argparse
import json
import time

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
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3)
    milliseconds = []
    warm = arguments.steps // 6
    for step in range(arguments.steps):
        if step == warm:
            processor = time.process_time()
        start = time.perf_counter()
        rows = torch.arange(step * arguments.batch, (step + 1) * arguments.batch) % ROWS
        optimizer.zero_grad(set_to_none=True)
        loss = nn.functional.cross_entropy(network(x[rows]), y[rows])
        loss.backward()
        optimizer.step()
        milliseconds.append(1000 * (time.perf_counter() - start))
    processor = time.process_time() - processor
    timed = sorted(milliseconds[warm:])
    print(
        json.dumps(
            {
                "available": True,
                "version": torch.__version__,
                "medianMilliseconds": timed[len(timed) // 2],
                "processorMilliseconds": 1000 * processor / len(timed),
                "steps": len(timed),
                "finalLoss": float(loss),
            }
        )
    )


if __name__ == "__main__":
    main()
