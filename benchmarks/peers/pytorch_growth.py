"""One point of growth in PyTorch: `python -m peers.pytorch_growth POINT_AS_JSON`."""

import json
import sys
import time
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from peers.growth_arrays import CLASSES, make_arrays
from peers.stopwatch import peak_memory_mb

KERNEL, POOL = 5, 2


class LastOutput(nn.Module):
    """An LSTM of which the last output is kept."""

    def __init__(self, features: int, units: int) -> None:
        super().__init__()
        self.lstm = nn.LSTM(features, units, batch_first=True)

    def forward(self, inputs: Tensor) -> Tensor:
        """Return (batch, units) for (batch, time, features)."""
        return self.lstm(inputs)[1][0][0]


def build(point: dict[str, Any]) -> nn.Module:
    """Build the network of a point."""
    width = point["width"]
    if point["kind"] == "sequences":
        return nn.Sequential(LastOutput(point["features"], width), nn.Linear(width, 1))
    if point["kind"] == "images":
        side = ((point["side"] - KERNEL + 1) // POOL - KERNEL + 1) // POOL
        return nn.Sequential(
            *(nn.Conv2d(1, 6, KERNEL), nn.ReLU(), nn.MaxPool2d(POOL)),
            *(nn.Conv2d(6, 16, KERNEL), nn.ReLU(), nn.MaxPool2d(POOL), nn.Flatten()),
            *(nn.Linear(side * side * 16, 84), nn.ReLU(), nn.Linear(84, CLASSES)),
        )
    layers: list[nn.Module] = []
    inputs = point["features"]
    for _ in range(point["depth"]):
        layers += [nn.Linear(inputs, width), nn.ReLU()]
        inputs = width
    return nn.Sequential(*layers, nn.Linear(inputs, 1))


def main() -> None:
    """Train, and print seconds, loss and peak memory."""
    point = json.loads(sys.argv[1])
    torch.manual_seed(0)
    x, y = map(torch.from_numpy, make_arrays(point))
    loss_of = functional.mse_loss
    model = build(point)
    if point["kind"] == "images":
        x, loss_of = x.permute(0, 3, 1, 2), functional.cross_entropy
        model = model.to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(model.parameters(), 0.01, fused=True)
    started = time.perf_counter()
    for _ in range(point["epochs"]):
        total = torch.zeros(())
        for rows in torch.randperm(len(x)).split(point["batch"]):
            optimizer.zero_grad(set_to_none=True)
            loss = loss_of(model(x[rows]), y[rows])
            loss.backward()
            optimizer.step()
            total += loss.detach() * len(rows)
        mean = total.item() / len(x)
    seconds = {"train": time.perf_counter() - started}
    line = {"seconds": seconds, "loss": mean, "peak_memory_mb": peak_memory_mb()}
    sys.stdout.write(json.dumps(line) + "\n")


main()
