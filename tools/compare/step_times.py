"""Times of training steps, one thread, as one JSON object. Used by the scripts of lsq-step.ts and cnn-step.ts only."""

import json
import time


def print_step_times(torch, network, rows_of, loss_of, steps):
    """Runs Adam for a number of steps, a sixth of them untimed, and prints medians by the clock and of processor.

    `rows_of(step)` gives the rows of a step, `loss_of(rows)` the loss there.
    """
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3)
    milliseconds = []
    warm = steps // 6
    for step in range(steps):
        if step == warm:
            processor = time.process_time()
        start = time.perf_counter()
        rows = rows_of(step)
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(rows)
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
